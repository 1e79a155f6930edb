import { defineExperiment, type Experiment } from '../../experiment.ts'
import type { Part } from '../../world/supervise.ts'

/** Longer than the lease of a turn (5 s here): others take the work of the frozen one, which wakes up and knows nothing of it. */
const lastsMs = 7_000

/** SIGSTOP, as a machine that is suspended or swaps: every connection stays open, and nothing moves. */
export const freezeServices: readonly Experiment[] = [freeze('telegram-bot'), freeze('worker'), freeze('platform')]

function freeze(part: Part): Experiment {
  return defineExperiment({
    name: `freeze-${part}`,
    needs: [part === 'platform' ? 'one-process' : 'services-apart'],
    lastsMs,
    strike: ({ services }) => services.signal('SIGSTOP', part),
    mend: ({ services }) => services.signal('SIGCONT', part),
  })
}
