import type { ConversationId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { handBack, takeOver } from '../handoff.ts'
import { findSpokenChat } from '../say-in-conversation.ts'

/** Gives a chat to a person of the business or back to the AI. Without events it was so already. Null when there is no such chat. */
export async function handOver(
  tx: Tx,
  id: ConversationId,
  to: 'ai' | 'human',
  nowMs: number,
): Promise<readonly EventBody[] | null> {
  if ((await findSpokenChat(tx, id)) === null) return null
  return to === 'human'
    ? takeOver(tx, id, { reason: 'operator.took_over', by: 'human' }, nowMs)
    : handBack(tx, id, nowMs)
}
