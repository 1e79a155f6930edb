import type { ConversationId, Tx } from '#shared/database'
import type { FinishedReply } from '../../turn/finished-reply.ts'
import { openCards, refreshCards } from '../cards/card-rows.ts'
import { writeHeldContent } from './held-content.ts'

/** Keeps replies that wait for a person's word, in the commit of their turns. What waited before in the same chat is out of date. */
export async function holdReplies(tx: Tx, replies: readonly FinishedReply[], nowMs: number): Promise<void> {
  if (replies.length === 0) return
  const ids = replies.map(({ facts }) => facts.turn.conversationId)
  await outdateDrafts(tx, ids, nowMs)
  await refreshCards(tx, ids, nowMs)
  const rows = await tx
    .insertInto('cockpit_drafts')
    .values(
      replies.map(({ turnId, facts: { turn }, decision }) => ({
        conversation_id: turn.conversationId,
        turn_id: turnId,
        seen_message_id: turn.unanswered.at(-1)?.id ?? turn.answeredMessageId,
        content: writeHeldContent(decision),
        created_at: nowMs,
      })),
    )
    .returning(['id', 'conversation_id'])
    .execute()
  const cards = rows.map(({ id, conversation_id: conversationId }) => ({ subjectId: id, conversationId }))
  await openCards(tx, 'draft', cards, nowMs)
}

async function outdateDrafts(tx: Tx, ids: readonly ConversationId[], nowMs: number): Promise<void> {
  await tx
    .updateTable('cockpit_drafts')
    .set({ state: 'stale', settled_at: nowMs })
    .where('conversation_id', 'in', ids)
    .where('state', '=', 'waiting')
    .execute()
}
