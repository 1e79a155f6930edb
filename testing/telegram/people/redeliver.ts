import type { EmulatedBot } from '../state/emulated-bot.ts'
import { getAccount, type World } from '../state/world.ts'

export interface RedeliverOptions {
  /** A different order, the same for the same seed. */
  readonly shuffle?: boolean
  readonly seed?: number
}

/**
 * Makes updates available once more, with their old numbers and before all others: what a bot sees when its confirmation was lost.
 * Returns the numbers in the order of delivery, without those that are no longer kept.
 */
export function redeliver(
  world: World,
  bot: EmulatedBot,
  updateIds: readonly number[],
  options: RedeliverOptions = {},
): readonly number[] {
  const order = options.shuffle === true ? shuffle(updateIds, options.seed ?? 1) : updateIds
  return getAccount(world, bot).queue.repeat(order)
}

function shuffle(ids: readonly number[], seed: number): number[] {
  const shuffled = [...ids]
  const random = createRandom(seed)
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [one, two] = [shuffled[last], shuffled[other]]
    if (one === undefined || two === undefined) continue
    shuffled[last] = two
    shuffled[other] = one
  }
  return shuffled
}

/** mulberry32: small, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
