import { type SqlBool, sql } from 'kysely'
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

/** Cancels what has not left yet, whoever wrote it: for a chat that refuses our messages. */
export async function cancelQueued(tx: Db, conversationId: ConversationId, nowMs: number): Promise<void> {
  await tx
    .updateTable('outbound')
    .set({ state: 'cancelled', settled_at: nowMs })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'queued')
    .execute()
}

/** Cancels what an account has not said yet of what was queued before an instant: it would answer nobody any more. */
export async function cancelQueuedOfAccount(
  tx: Db,
  { accountId, queuedBefore }: { readonly accountId: AccountId; readonly queuedBefore: number },
  nowMs: number,
): Promise<void> {
  await tx
    .updateTable('outbound')
    .set({ state: 'cancelled', settled_at: nowMs })
    .where('account_id', '=', accountId)
    // The very words of the partial index.
    .where(sql<SqlBool>`state in ('queued', 'sending')`)
    .where('state', '=', 'queued')
    .where('created_at', '<', queuedBefore)
    .execute()
}

/** Cancels what the AI wrote and what has not left yet: for a takeover. What a human wrote a moment before still goes. */
export async function cancelQueuedOfAi(tx: Db, conversationId: ConversationId, nowMs: number): Promise<void> {
  await tx
    .updateTable('outbound')
    .set({ state: 'cancelled', settled_at: nowMs })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'queued')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.id', '=', 'outbound.message_id')
            .where('messages.role', '=', 'human'),
        ),
      ),
    )
    .execute()
}

/** Whether something of a conversation is in the air: on its way to the channel, with its fate not known yet. */
export async function isSending(db: Db, conversationId: ConversationId): Promise<boolean> {
  const row = await db
    .selectFrom('outbound')
    .select('id')
    .where('conversation_id', '=', conversationId)
    // The very words of the partial index.
    .where(sql<SqlBool>`state in ('queued', 'sending')`)
    .where('state', '=', 'sending')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
