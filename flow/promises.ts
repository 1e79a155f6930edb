import type { Tx } from '#shared/database'
import type { FinishedReply } from './finished-reply.ts'

/** Keeps every price, time and guarantee that was stated to a client, with what backed it. */
export async function savePromises(tx: Tx, replies: readonly FinishedReply[], nowMs: number): Promise<void> {
  const rows = replies.flatMap(({ turnId, facts, decision, instead }) =>
    // The claims are of the reply that was meant; when something else was said instead, none of them was made.
    (instead === null ? decision.claims : []).map(({ kind, claim, source }) => ({
      conversation_id: facts.turn.conversationId,
      turn_id: turnId,
      kind,
      claim,
      source,
      made_at: nowMs,
    })),
  )
  if (rows.length > 0) await tx.insertInto('promises').values(rows).execute()
}
