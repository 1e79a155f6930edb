import type { ConversationId, Db, MessageId, TurnId } from '#shared/database'
import { type KeptThoughts, parseThoughts } from './keep-thoughts.ts'

/** One answer in a test chat, and how it came about. */
export interface ExplainedAnswer {
  readonly turnId: TurnId
  /** The message that was answered last. */
  readonly answeredMessageId: MessageId
  /** Null when nothing was said. */
  readonly messageId: MessageId | null
  readonly outcome: string
  readonly reason: string | null
  readonly model: string | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  readonly firstTokenMs: number | null
  readonly modelMs: number | null
  readonly startedAt: number
  readonly finishedAt: number
  readonly thoughts: KeptThoughts
}

// A dialogue that somebody types; the oldest of a longer one are left out.
const mostAnswers = 200

/** The explained answers of a conversation, oldest first; empty where nobody tries the agent out. */
export async function listExplainedAnswers(
  db: Db,
  conversationId: ConversationId,
): Promise<readonly ExplainedAnswer[]> {
  const rows = await db
    .selectFrom('turns as t')
    .innerJoin('turn_thoughts as h', 'h.turn_id', 't.id')
    .leftJoin('messages as m', join =>
      join.onRef('m.conversation_id', '=', 't.conversation_id').onRef('m.turn_id', '=', 't.id'),
    )
    .select(['t.id', 't.last_message_id', 't.outcome', 't.reason', 't.model', 't.prompt_tokens', 't.completion_tokens'])
    .select(['t.first_token_ms', 't.model_asked_at', 't.model_answered_at', 't.started_at', 't.finished_at'])
    .select(['h.thoughts', 'm.id as message_id'])
    .where('t.conversation_id', '=', conversationId)
    .orderBy('t.number', 'desc')
    .limit(mostAnswers)
    .execute()
  return rows.reverse().map(row => ({
    turnId: row.id,
    answeredMessageId: row.last_message_id,
    messageId: row.message_id,
    outcome: row.outcome,
    reason: row.reason,
    model: row.model,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    firstTokenMs: row.first_token_ms,
    modelMs:
      row.model_asked_at === null || row.model_answered_at === null ? null : row.model_answered_at - row.model_asked_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    thoughts: parseThoughts(row.thoughts),
  }))
}
