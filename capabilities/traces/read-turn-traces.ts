import type { Db, TurnId } from '#shared/database'
import type { ModelStep, PartStep, TurnTrace } from './turn-trace.ts'

/** The traces of turns, as far as they have come; a turn that is forgotten has none. `storedAt`: by turn, where it is known. */
export async function readTurnTraces(
  db: Db,
  storedAt: ReadonlyMap<TurnId, number | null>,
): Promise<readonly TurnTrace[]> {
  if (storedAt.size === 0) return []
  const turns = await selectTurns(db, [...storedAt.keys()])
  const parts = await selectParts(db, [...storedAt.keys()])
  return turns.map(turn => ({
    turnId: turn.id,
    conversationId: turn.conversation_id,
    channel: turn.channel,
    outcome: turn.outcome,
    reason: turn.reason,
    sentAt: turn.sent_at,
    storedAt: storedAt.get(turn.id) ?? null,
    startedAt: turn.started_at,
    finishedAt: turn.finished_at,
    model: toModelStep(turn),
    parts: parts.filter(part => part.turn_id === turn.id).map(toPartStep),
  }))
}

function selectTurns(db: Db, turnIds: readonly TurnId[]) {
  return db
    .selectFrom('turns')
    .innerJoin('conversations', 'conversations.id', 'turns.conversation_id')
    .innerJoin('accounts', 'accounts.id', 'conversations.account_id')
    .leftJoin('messages', 'messages.id', 'turns.first_message_id')
    .select(['turns.id', 'turns.conversation_id', 'turns.outcome', 'turns.reason'])
    .select(['turns.started_at', 'turns.finished_at', 'turns.model', 'turns.prompt_tokens', 'turns.completion_tokens'])
    .select(['turns.first_token_ms', 'turns.model_asked_at', 'turns.model_answered_at'])
    .select(['accounts.channel', 'messages.timestamp as sent_at'])
    .where('turns.id', 'in', turnIds)
    .orderBy('turns.started_at')
    .execute()
}

type TurnRow = Awaited<ReturnType<typeof selectTurns>>[number]

function selectParts(db: Db, turnIds: readonly TurnId[]) {
  return db
    .selectFrom('outbound')
    .select(['turn_id', 'key', 'state', 'error_code', 'attempts', 'created_at', 'settled_at'])
    .where('turn_id', 'in', turnIds)
    .orderBy('id')
    .execute()
}

function toModelStep(turn: TurnRow): ModelStep | null {
  const { model, model_asked_at: askedAt, model_answered_at: answeredAt } = turn
  if (model === null || askedAt === null || answeredAt === null) return null
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens, first_token_ms: firstTokenMs } = turn
  return { name: model, askedAt, answeredAt, promptTokens, completionTokens, firstTokenMs }
}

function toPartStep(row: Awaited<ReturnType<typeof selectParts>>[number]): PartStep {
  return {
    key: row.key,
    state: row.state,
    errorCode: row.error_code,
    attempts: row.attempts,
    queuedAt: row.created_at,
    settledAt: row.settled_at,
  }
}
