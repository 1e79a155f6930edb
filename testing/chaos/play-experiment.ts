import { type Chance, sleep, systemClock } from '#shared/utils'
import { isAtRest, readRecords, readWatermark } from '../kill/read-records.ts'
import { createSeededChance } from '../seeded-chance.ts'
import type { Experiment } from './experiment.ts'
import { judgeLoad, type Verdict } from './judge/judge-load.ts'
import { isOfModel, readQuotes } from './judge/read-quotes.ts'
import { keepWriting } from './load/keep-writing.ts'
import type { World } from './world/open-world.ts'

/** How one experiment went, in one world. */
export interface Outcome extends Verdict {
  /** `kill-worker`, or `kill-worker + flush-redis` for a pair. */
  readonly name: string
  readonly layout: World['layout']
  readonly messages: number
  /** From the moment at which the world around the platform was whole again until all that was written before it was answered. */
  readonly recoveryMs: number
  /** From that moment until the model's own answer to something written after it stood in a chat; null when none came in time. */
  readonly normalMs: number | null
  /** Processes that ended and were started again, killed ones included. */
  readonly restarts: number
  /** What clients were told instead of the model's answer, each text once. */
  readonly substitutes: readonly string[]
  readonly substituteCount: number
  /** What the owner was told, each text once. */
  readonly notices: readonly string[]
  /** Null when everything came to rest in time; else the platform's last words. */
  readonly unrest: string | null
}

export interface Play {
  /** One, or two that are struck together. */
  readonly experiments: readonly Experiment[]
  /** Counts the plays of a world. */
  readonly round: number
  readonly seed: number
  readonly chats: number
}

const calmMs = 1_500
const longestBetweenStrikesMs = 1_000
const afterwardsMs = 1_000
const normalWithinMs = 120_000
const restWithinMs = 90_000

/** Clients write; it breaks, lasts, and is mended; they go on writing for a while; and when all is quiet it is judged. */
export async function playExperiment(world: World, { experiments, round, seed, chats }: Play): Promise<Outcome> {
  const chance = createSeededChance(seed + round)
  const since = await readWatermark(world.database)
  const before = world.services.restarts
  world.exchange.clear()
  const medium = experiments.some(experiment => experiment.medium === 'voice') ? 'voice' : 'text'
  const stopWriting = keepWriting(world, { chats, medium, round, chance: createSeededChance(chance() * 2 ** 32) })
  await sleep(systemClock, calmMs)
  await breakAndMend(world, experiments, chance)
  // What comes now is the platform's own time, also that in which its processes start.
  const wholeAtMs = systemClock.now()
  await world.services.untilRunning()
  const normalMs = await untilNormal(world, wholeAtMs)
  await sleep(systemClock, afterwardsMs)
  await stopWriting()
  const isQuiet = await untilQuiet(world)
  const { written, delivered } = world.exchange
  const verdict = judgeLoad({
    written,
    delivered,
    records: await readRecords(world.database, since),
    mayBeHeardLate: medium === 'voice',
  })
  return {
    ...verdict,
    name: experiments.map(({ name }) => name).join(' + '),
    layout: world.layout,
    messages: written.length,
    recoveryMs: measureRecovery(verdict, wholeAtMs),
    normalMs,
    restarts: world.services.restarts - before,
    ...describeSights(world),
    unrest: isQuiet && normalMs !== null ? null : world.services.lastWords(),
  }
}

async function breakAndMend(world: World, experiments: readonly Experiment[], chance: Chance): Promise<void> {
  for (const [index, experiment] of experiments.entries()) {
    if (index > 0) await sleep(systemClock, chance() * longestBetweenStrikesMs)
    await experiment.strike(world, chance)
  }
  await sleep(systemClock, Math.max(...experiments.map(({ lastsMs = 0 }) => lastsMs)))
  await Promise.all(experiments.map(experiment => experiment.mend?.(world)))
}

/** An outage that is over may be believed in for a while: a breaker asks again only now and then. */
async function untilNormal({ exchange }: World, wholeAtMs: number): Promise<number | null> {
  while (systemClock.now() < wholeAtMs + normalWithinMs) {
    const fresh = new Set(exchange.written.flatMap(({ atMs, mark }) => (atMs >= wholeAtMs ? [mark] : [])))
    const answer = exchange.delivered.find(({ text }) => readQuotes(text).some(mark => fresh.has(mark)))
    if (answer !== undefined) return answer.atMs - wholeAtMs
    await sleep(systemClock, 20)
  }
  return null
}

async function untilQuiet(world: World): Promise<boolean> {
  const lateAtMs = systemClock.now() + restWithinMs
  while (systemClock.now() < lateAtMs) {
    if (world.telegram.pendingUpdateIds(world.bot).length === 0 && (await isAtRest(world.database))) return true
    await sleep(systemClock, 50)
  }
  return false
}

function measureRecovery({ waits }: Verdict, wholeAtMs: number): number {
  const owed = waits.filter(({ writtenAtMs }) => writtenAtMs <= wholeAtMs)
  return Math.max(0, ...owed.map(({ answeredAtMs }) => (answeredAtMs ?? wholeAtMs) - wholeAtMs))
}

function describeSights({ exchange, owner }: World): Pick<Outcome, 'notices' | 'substitutes' | 'substituteCount'> {
  const ownerChat = String(owner.id)
  const notices = exchange.delivered.filter(({ chatId }) => chatId === ownerChat)
  const substitutes = exchange.delivered.filter(({ chatId, text }) => chatId !== ownerChat && !isOfModel(text))
  return {
    notices: distinct(notices.map(({ text }) => text)),
    substitutes: distinct(substitutes.map(({ text }) => text)),
    substituteCount: substitutes.length,
  }
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
