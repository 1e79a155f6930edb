import { type BotCondition, noteBotState } from '#capabilities/bots'
import type { AccountId, Database } from '#shared/database'
import type { Queue } from '#shared/events'
import type { Clock, NewId } from '#shared/utils'
import { notifyOwner } from '../notify-owner.ts'
import type { Render } from '../speaker/render.ts'
import { describeTrouble } from './trouble-words.ts'

export interface ConditionDeps {
  readonly database: Database
  readonly clock: Clock
  readonly newId: NewId
  readonly render: Render
  readonly queue: Queue
  readonly ownerId: number | null
}

export interface NamedBot {
  readonly accountId: AccountId
  /** How the owner knows it: `@shop_bot`. */
  readonly name: string
}

/** Writes down how a bot fares, and tells the owner, once, of a trouble that only they can mend: through a bot that can speak. */
export async function noteCondition(deps: ConditionDeps, bot: NamedBot, condition: BotCondition): Promise<void> {
  const nowMs = deps.clock.now()
  const speaking = await deps.database.transaction(async tx => {
    const isNews = await noteBotState(tx, bot.accountId, condition, nowMs)
    if (!isNews) return null
    const words = describeTrouble(bot.name, condition.state)
    return notifyOwner(tx, { ...deps, words }, nowMs)
  })
  if (speaking !== null) deps.queue.wake('outbox', String(speaking))
}
