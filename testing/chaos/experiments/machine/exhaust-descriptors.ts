import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { defineExperiment } from '../../experiment.ts'
import type { World } from '../../world/open-world.ts'

/** No process may open one more file or connection for 5 s; those that are open stay. */
export const exhaustDescriptors = defineExperiment({
  name: 'no-descriptors',
  needs: [],
  lastsMs: 5_000,
  strike: world => limitFiles(world, '3'),
  mend: world => limitFiles(world, '4096'),
})

async function limitFiles({ services }: World, soft: string): Promise<void> {
  for (const pid of services.pids()) await promisify(execFile)('prlimit', ['--pid', String(pid), `--nofile=${soft}:`])
}
