import { forgetPause, setHandler } from '#capabilities/conversations'
import { cancelFollowUps } from '#capabilities/sales'
import type { ConversationId, LeadId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { cancelQueuedOfAi } from './outbox.ts'

export interface Takeover {
  /** A stable code: `client.asked`, `turn.gave_up`, `owner.took_over`. */
  readonly reason: string
  /** A human who takes over speaks for themselves; an AI that calls one still has to say so to the client. */
  readonly by: 'human' | 'ai'
}

/**
 * A human has the chat from this commit on: no turn commits there, and after a takeover by a human nothing that the AI had
 * queued is sent. A part that is in the air at this instant may still arrive.
 */
export async function takeOver(
  tx: Tx,
  id: ConversationId,
  takeover: Takeover,
  nowMs: number,
): Promise<readonly EventBody[]> {
  const hasChanged = await setHandler(tx, id, 'human', nowMs)
  if (takeover.by === 'human') await cancelQueuedOfAi(tx, id, nowMs)
  if (takeover.by === 'human' && !hasChanged) await forgetPause(tx, id)
  // What the AI meant to ask in a day is out of date by then, even if it has the chat again.
  if (hasChanged) await cancelFollowUps(tx, await findLeads(tx, id), 'human.took_over', nowMs)
  return hasChanged ? [{ type: 'conversation.handed_off', conversationId: id, reason: takeover.reason }] : []
}

async function findLeads(tx: Tx, id: ConversationId): Promise<readonly LeadId[]> {
  const rows = await tx
    .selectFrom('leads')
    .innerJoin('conversations', 'conversations.contact_id', 'leads.contact_id')
    .select('leads.id')
    .where('conversations.id', '=', id)
    .execute()
  return rows.map(row => row.id)
}

/** The AI answers again, beginning with the next message. */
export async function handBack(tx: Tx, id: ConversationId, nowMs: number): Promise<readonly EventBody[]> {
  const hasChanged = await setHandler(tx, id, 'ai', nowMs)
  return hasChanged ? [{ type: 'conversation.handed_back', conversationId: id }] : []
}
