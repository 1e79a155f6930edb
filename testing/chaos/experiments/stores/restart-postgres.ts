import { sleep, systemClock } from '#shared/utils'
import { defineExperiment, type Experiment } from '../../experiment.ts'

const awayMs = 2_000

/** `fast` ends every session with a word; `immediate` is a crash, from which it recovers by its log. */
export const restartPostgres: readonly Experiment[] = (['fast', 'immediate'] as const).map(how =>
  defineExperiment({
    name: `restart-postgres-${how}`,
    needs: ['postgres'],
    strike: ({ postgres }) => postgres.interrupt(how),
    async mend({ postgres }) {
      await sleep(systemClock, awayMs)
      await postgres.resume()
    },
  }),
)
