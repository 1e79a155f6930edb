import { sql } from 'kysely'
import type { ConversationId, MessageId, Tx } from '#shared/database'

/** A turn that ended without having been thought to its end. */
export interface EndedTurn {
  readonly number: number
  /** The oldest message that it was to answer. */
  readonly firstMessageId: MessageId
  /** The newest message of the conversation, which is answered as far as the AI goes. */
  readonly lastMessageId: MessageId
}

/**
 * Ends the turn of the AI that is due or under way, with nothing said: whoever thinks about it can no longer commit, in whichever
 * process, and the AI begins with the next message. The client waits still. Null when no turn is due: nobody thinks, or a human has
 * the conversation.
 */
export async function endTurn(tx: Tx, id: ConversationId, nowMs: number): Promise<EndedTurn | null> {
  // Takes hold of the row first: what is read of it afterwards stays as it was read.
  const ended = await tx
    .updateTable('conversations')
    .set({
      turn_number: sql<number>`turn_number + 1`,
      turn_revision: sql<number>`turn_revision + 1`,
      turn_attempts: 0,
      turn_lease_id: null,
      turn_lease_until: null,
      turn_due_at: null,
      turn_waiting_since: null,
      updated_at: nowMs,
    })
    .where('id', '=', id)
    .where('handler', '=', 'ai')
    .where('turn_due_at', 'is not', null)
    .returning(['turn_number', 'answered_message_id'])
    .executeTakeFirst()
  if (ended === undefined) return null
  const unanswered = await tx
    .selectFrom('messages')
    .select(({ fn }) => [fn.min('id').as('first'), fn.max('id').as('last')])
    .where('conversation_id', '=', id)
    .where('id', '>', ended.answered_message_id)
    .executeTakeFirstOrThrow()
  const lastMessageId = unanswered.last ?? ended.answered_message_id
  await tx.updateTable('conversations').set({ answered_message_id: lastMessageId }).where('id', '=', id).execute()
  return { number: ended.turn_number, firstMessageId: unanswered.first ?? ended.answered_message_id, lastMessageId }
}
