import { serviceNames } from '../../../../services/running-service.ts'
import { defineExperiment, type Experiment } from '../../experiment.ts'

/** kill -9 of each service alone; its supervisor starts it again. */
export const killServices: readonly Experiment[] = serviceNames.map(service =>
  defineExperiment({
    name: `kill-${service}`,
    needs: ['services-apart'],
    strike: ({ services }) => services.kill(service),
  }),
)
