import { defineExperiment } from '../../experiment.ts'

export const killPlatform = defineExperiment({
  name: 'kill-platform',
  needs: ['one-process'],
  strike: ({ services }) => services.kill('platform'),
})
