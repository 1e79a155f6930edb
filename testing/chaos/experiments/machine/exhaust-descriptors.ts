import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { defineExperiment } from '../../experiment.ts'
import type { World } from '../../world/open-world.ts'

/** No process may open one more file or connection for 5 s, and ten calls to Telegram lose the connections that were open. */
export const exhaustDescriptors = defineExperiment({
  name: 'no-descriptors',
  needs: [],
  lastsMs: 5_000,
  async strike(world) {
    await limitFiles(world, '3')
    world.telegram.faults.add({ kind: 'drop', times: 10 })
  },
  async mend(world) {
    world.telegram.faults.clear()
    await limitFiles(world, '4096')
  },
})

async function limitFiles({ services }: World, soft: string): Promise<void> {
  for (const pid of services.pids()) await promisify(execFile)('prlimit', ['--pid', String(pid), `--nofile=${soft}:`])
}
