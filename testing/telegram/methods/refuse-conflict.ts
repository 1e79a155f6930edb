import { sleep } from '#shared/utils'
import type { BotAccount, World } from '../state/world.ts'
import type { Refusal } from '../wire/refusal.ts'

const quietMs = 3_000
const nextAtMs = new WeakMap<BotAccount, number>()

/** Refuses a conflict: the first at once, further ones within three seconds only after three seconds, as the server does. */
export function refuseConflict(world: World, bot: BotAccount, refusal: Refusal): Promise<never> {
  const nowMs = world.clock.now()
  if (nowMs >= (nextAtMs.get(bot) ?? 0)) {
    nextAtMs.set(bot, nowMs + quietMs)
    return Promise.reject(refusal)
  }
  return sleep(world.clock, quietMs).then(() => Promise.reject(refusal))
}
