import { takeHumanMessages } from '#capabilities/conversations'
import type { AccountId, ConversationId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { type HeedDeps, heedWishes } from '../consents/heed-wishes.ts'
import { type ForwardDeps, forwardToOwner } from './forward-to-owner.ts'

/** What came of it; commit it together with the taking. */
export interface Attended {
  readonly events: readonly EventBody[]
  /** Accounts that have something to say. */
  readonly speaking: ReadonlySet<AccountId>
}

/**
 * Sees to what clients wrote into those of `ids` that a human has. The AI is silent there; but a wish not to be written to counts
 * whoever has the chat, and the owner is shown what came. Each message once: this transaction marks it as seen.
 */
export async function attendHumanChats(
  tx: Tx,
  ids: readonly ConversationId[],
  deps: HeedDeps & ForwardDeps,
  nowMs: number,
): Promise<Attended> {
  const chats = ids.length === 0 ? [] : await takeHumanMessages(tx, ids, nowMs)
  const events: EventBody[] = []
  const speaking = new Set<AccountId>()
  for (const chat of chats) {
    const heeded = await heedWishes(tx, chat, deps, nowMs)
    events.push(...heeded.flatMap(({ events }) => events))
    if (heeded.some(({ wish }) => wish === 'opt-out')) speaking.add(chat.accountId)
    const accountId = await forwardToOwner(tx, { ...chat, wish: heeded.at(-1)?.wish ?? null }, deps, nowMs)
    if (accountId !== null) speaking.add(accountId)
  }
  return { events, speaking }
}
