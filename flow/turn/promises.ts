import type { ConversationId, TurnId, Tx } from '#shared/database'
import type { FinishedReply } from './finished-reply.ts'

/** Keeps every price, time and guarantee that was stated to a client, with what backed it. */
export async function savePromises(tx: Tx, replies: readonly FinishedReply[], nowMs: number): Promise<void> {
  const made = replies.map(({ turnId, facts, decision, instead }) => ({
    turnId,
    conversationId: facts.turn.conversationId,
    // The claims are of the reply that was meant; when something else was said instead, none of them was made.
    claims: instead === null ? decision.claims : [],
  }))
  await keepClaims(tx, made, nowMs)
}

/** What a turn's words state. */
export interface StatedClaims {
  readonly conversationId: ConversationId
  readonly turnId: TurnId
  readonly claims: readonly { readonly kind: string; readonly claim: string; readonly source: string }[]
}

/** The same for words that were not said by their turn itself. */
export async function keepClaims(tx: Tx, made: readonly StatedClaims[], nowMs: number): Promise<void> {
  const rows = made.flatMap(({ conversationId, turnId, claims }) =>
    claims.map(({ kind, claim, source }) => ({
      conversation_id: conversationId,
      turn_id: turnId,
      kind,
      claim,
      source,
      made_at: nowMs,
    })),
  )
  if (rows.length > 0) await tx.insertInto('promises').values(rows).execute()
}
