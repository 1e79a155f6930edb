import type { Chance } from '#shared/utils'
import type { World } from './world/open-world.ts'

/** What a world must have for an experiment to mean something there. */
export type Need = 'services-apart' | 'one-process' | 'postgres' | 'redis' | 'small-disk'

/** One way in which something breaks under load. */
export interface Experiment {
  /** By which `--only` finds it. */
  readonly name: string
  /** Played in every layout that has all of it. Empty: in all of them. */
  readonly needs: readonly Need[]
  /** What clients send meanwhile. Default: text. */
  readonly medium?: 'text' | 'voice'
  /** How long it stays broken before it is mended. Default 0: it is mended at once, or mends itself. */
  readonly lastsMs?: number
  /** Breaks something; resolves when it is broken. */
  strike(world: World, chance: Chance): Promise<void> | void
  /** Makes well what the strike did to the world around the platform; nothing to do where it struck the platform itself. */
  mend?(world: World): Promise<void> | void
}

/** Keeps the shape of every file in `experiments/` the same. */
export function defineExperiment(experiment: Experiment): Experiment {
  return experiment
}
