import { endTurn } from '#capabilities/conversations'
import type { ConversationId, Database, TurnId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { type Clock, type NewId, sleep } from '#shared/utils'
import type { Previews } from '../streaming/previews.ts'

export interface StopDeps {
  readonly database: Database
  readonly previews: Previews
  readonly clock: Clock
}

const reason = 'operator.stopped'
const lookEveryMs = 20
// The words that were shown are judged and stored in a few milliseconds; whoever takes longer than this is not waited for.
const patienceMs = 3000

/**
 * Ends the answer that a client reads along while it is written, as if they had pressed the stop button of the draft themselves:
 * what they have read is the answer. False when nobody reads along in this process, or the turn has come to another end.
 */
export async function stopReading({ database, previews, clock }: StopDeps, id: ConversationId): Promise<boolean> {
  if (!previews.isShown(id)) return false
  const { number } = await readNewestTurn(database, id)
  previews.stopIn(id)
  const lateAt = clock.now() + patienceMs
  while (clock.now() < lateAt) {
    const newest = await readNewestTurn(database, id)
    if (newest.number > number) return newest.reason === reason
    await sleep(clock, lookEveryMs)
  }
  return false
}

async function readNewestTurn(
  { db }: Database,
  id: ConversationId,
): Promise<{ readonly number: number; readonly reason: string | null }> {
  const newest = await db
    .selectFrom('turns')
    .select(['number', 'reason'])
    .where('conversation_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest ?? { number: 0, reason: null }
}

/**
 * Drops the answer that is due or being thought of, in whichever process, and keeps of its turn what a silent one leaves: the
 * messages count as seen, and the AI answers the next one. Null when no answer is under way.
 */
export async function dropAnswer(
  tx: Tx,
  id: ConversationId,
  { newId, nowMs }: { readonly newId: NewId; readonly nowMs: number },
): Promise<readonly EventBody[] | null> {
  const ended = await endTurn(tx, id, nowMs)
  if (ended === null) return null
  // The turn that was under way had none yet: an id is given where a turn is stored.
  const turnId = newId() as TurnId
  await tx
    .insertInto('turns')
    .values({
      id: turnId,
      conversation_id: id,
      number: ended.number,
      outcome: 'silent',
      reason,
      first_message_id: ended.firstMessageId,
      last_message_id: ended.lastMessageId,
      ...withoutModel,
      started_at: nowMs,
      finished_at: nowMs,
    })
    .execute()
  return [{ type: 'turn.finished', conversationId: id, turnId, outcome: 'silent', language: null, tone: null }]
}

const withoutModel = {
  model: null,
  prompt_tokens: null,
  completion_tokens: null,
  first_token_ms: null,
  model_asked_at: null,
  model_answered_at: null,
}
