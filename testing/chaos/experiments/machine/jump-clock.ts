import { defineExperiment, type Experiment } from '../../experiment.ts'

const hourMs = 3_600_000

/** The clock of all processes of the platform jumps by an hour, and back after 5 s. Telegram's and the database's own stay. */
export const jumpClock: readonly Experiment[] = [jump('ahead', hourMs), jump('back', -hourMs)]

function jump(direction: string, offsetMs: number): Experiment {
  return defineExperiment({
    name: `clock-${direction}`,
    needs: [],
    lastsMs: 5_000,
    strike: world => world.setClock(offsetMs),
    mend: world => world.setClock(0),
  })
}
