import { type Chance, systemClock } from '#shared/utils'
import { createSeededChance } from '../seeded-chance.ts'
import type { ChaosOptions } from './chaos-options.ts'
import type { Experiment } from './experiment.ts'
import { type Outcome, playExperiment } from './play-experiment.ts'
import { openWorld, type World, type WorldOptions } from './world/open-world.ts'

export interface ChaosReporter {
  outcome(outcome: Outcome): void
  /** An experiment that no world could offer what it needs, and what that was. */
  skipped(experiment: Experiment, layout: World['layout']): void
}

/**
 * Plays the experiments one after another in one world a layout, and those that want a small disk in one of their own. A world in
 * which something went wrong is not trusted with the next experiment: a fresh one is opened.
 */
export async function runExperiments(options: ChaosOptions, report: ChaosReporter): Promise<void> {
  const endsAtMs = systemClock.now() + options.minutes * 60_000
  for (const layout of options.layouts) {
    const [onDisk, others] = divide(options.experiments, ({ needs }) => needs.includes('small-disk'))
    const rounds = Array.from({ length: options.rounds })
    const chance = createSeededChance(options.seed)
    const plays = [
      ...rounds.flatMap(() => others.map(experiment => [experiment])),
      ...drawPairs(others, layout, options.pairs, chance),
    ]
    await playAll({ layout }, plays)
    if (onDisk.length > 0)
      await playAll(
        { layout, isOnSmallDisk: true },
        rounds.flatMap(() => onDisk.map(experiment => [experiment])),
      )
  }

  async function playAll(wanted: WorldOptions, plays: readonly (readonly Experiment[])[]): Promise<void> {
    let world: World | null = null
    let round = 0
    try {
      for (const experiments of plays) {
        if (systemClock.now() > endsAtMs) return
        if (!mayFit(experiments, wanted.layout)) continue
        world ??= await openWorld(wanted)
        const lacking = findLacking(experiments, world)
        if (lacking !== null) {
          report.skipped(lacking, wanted.layout)
          continue
        }
        const outcome = await playExperiment(world, { ...options, experiments, round: ++round })
        report.outcome(outcome)
        if (outcome.unrest === null) continue
        await world.close()
        world = null
      }
    } finally {
      await world?.close()
    }
  }
}

/** What belongs to the other layout is no gap in this one. */
function mayFit(experiments: readonly Experiment[], layout: World['layout']): boolean {
  const foreign = layout === 'apart' ? ['one-process'] : ['services-apart', 'postgres', 'redis']
  return !experiments.some(({ needs }) => needs.some(need => foreign.includes(need)))
}

function findLacking(experiments: readonly Experiment[], world: World): Experiment | null {
  return experiments.find(({ needs }) => needs.some(need => !world.offers.has(need))) ?? null
}

function drawPairs(
  among: readonly Experiment[],
  layout: World['layout'],
  count: number,
  chance: Chance,
): readonly (readonly Experiment[])[] {
  const fitting = among.filter(experiment => mayFit([experiment], layout))
  if (fitting.length < 2) return []
  return Array.from({ length: count }, () => drawPair(fitting, chance))
}

/** Two that differ. */
function drawPair(among: readonly Experiment[], chance: Chance): readonly Experiment[] {
  const first = Math.floor(chance() * among.length)
  const second = (first + 1 + Math.floor(chance() * (among.length - 1))) % among.length
  return among.filter((_, index) => index === first || index === second)
}

function divide<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter(item => !isFirst(item))]
}
