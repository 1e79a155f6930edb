import type { OutboundPart } from '#capabilities/channels'
import type { AccountId, ConversationId, Db, MessageId, TurnId, Tx } from '#shared/database'

/**
 * The outbox table: what is to be said, and what became of it. Its one writing module, used by the commit of a turn (to queue)
 * and by the speaker (to move a row on): queued → sending → sent | unknown | failed, or cancelled before it left.
 */
export interface QueuedReply {
  /** `<turnId>` or `notice:<id>`; with the part's number it is the idempotency key: a second commit of it is refused. */
  readonly keyPrefix: string
  readonly accountId: AccountId
  readonly conversationId: ConversationId
  readonly turnId: TurnId | null
  readonly messageId: MessageId | null
  readonly parts: readonly OutboundPart[]
}

/** Queues the parts in order, in the transaction of the decision that made them. */
export async function enqueueParts(tx: Tx, replies: readonly QueuedReply[], nowMs: number): Promise<void> {
  const rows = replies.flatMap(reply =>
    reply.parts.map((part, index) => ({
      key: `${reply.keyPrefix}:${index}`,
      account_id: reply.accountId,
      conversation_id: reply.conversationId,
      turn_id: reply.turnId,
      message_id: reply.messageId,
      payload: JSON.stringify(part),
      state: 'queued' as const,
      not_before: nowMs,
      created_at: nowMs,
    })),
  )
  if (rows.length > 0) await tx.insertInto('outbound').values(rows).execute()
}

/** Cancels what has not left yet: for a takeover, and for a chat that refuses our messages. */
export async function cancelQueued(tx: Db, conversationId: ConversationId, nowMs: number): Promise<void> {
  await tx
    .updateTable('outbound')
    .set({ state: 'cancelled', settled_at: nowMs })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'queued')
    .execute()
}
