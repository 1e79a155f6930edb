import type { TurnContext } from '#capabilities/conversations'
import type { ContactId, ConversationId, Database, Tx } from '#shared/database'

/** Remembers that a client asked to be forgotten, in the transaction of the answer. Safe to repeat. */
export async function requestForgetting(
  tx: Tx,
  { contactId, conversationId }: Pick<TurnContext, 'contactId' | 'conversationId'>,
  nowMs: number,
): Promise<void> {
  await tx
    .insertInto('forget_requests')
    .values({ contact_id: contactId, conversation_id: conversationId, asked_at: nowMs })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export interface ForgetRequest {
  readonly contactId: ContactId
  readonly conversationId: ConversationId
}

// An answer that cannot be sent (the bot is stopped, Telegram is away) does not keep anybody's data.
const answerWaitsMs = 10 * 60_000

/** Who is to be forgotten now: their answer has left, or has had its time. Oldest first, at most `limit`. */
export async function listForgetRequests(
  { db }: Database,
  nowMs: number,
  limit: number,
): Promise<readonly ForgetRequest[]> {
  const rows = await db
    .selectFrom('forget_requests as r')
    .select(['r.contact_id', 'r.conversation_id'])
    .where(({ or, eb, not, exists, selectFrom }) =>
      or([
        eb('r.asked_at', '<=', nowMs - answerWaitsMs),
        not(
          exists(
            selectFrom('outbound as o')
              .select('o.id')
              .whereRef('o.conversation_id', '=', 'r.conversation_id')
              .where('o.state', 'in', ['queued', 'sending']),
          ),
        ),
      ]),
    )
    .orderBy('r.asked_at')
    .limit(limit)
    .execute()
  return rows.map(row => ({ contactId: row.contact_id, conversationId: row.conversation_id }))
}
