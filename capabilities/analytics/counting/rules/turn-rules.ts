import type { Counting } from '../batch.ts'
import { bucketOf } from '../histogram.ts'
import type { ConversationTally } from '../tallies/conversation-tally.ts'
import { countOutcome } from './count-outcome.ts'

/** A finished turn: what it cost, what it answered and how soon. */
export function countTurn(counting: Counting): void {
  countModel(counting)
  const { event, conversation, batch, counter } = counting
  const { turnId, outcome, language, tone } = event.payload
  const answered = takeAnswered(conversation, (turnId && batch.turns.get(turnId)?.lastMessageId) ?? null)
  if (outcome === 'silent') {
    counter.add('turns.silent', event.at)
    return
  }
  counter.add('answers', event.at, language ?? 'unknown')
  if (answered.length > 0) countAnswer(counting, answered)
  if (conversation === null) return
  conversation.messages += 1
  conversation.tone += tone === 'positive' ? 1 : tone === 'negative' ? -1 : 0
  if (conversation.answeredAt === null) countOutcome(conversation, { answeredAt: event.at }, counter)
}

function countModel({ event, batch, counter }: Counting): void {
  const turn = event.payload.turnId === undefined ? undefined : batch.turns.get(event.payload.turnId)
  if (turn === undefined || turn.model === null) return
  counter.add('model.calls', event.at, turn.model)
  counter.add('model.prompt_tokens', event.at, turn.model, turn.promptTokens)
  counter.add('model.completion_tokens', event.at, turn.model, turn.completionTokens)
}

/** Takes the messages that the turn has read off those that wait. */
function takeAnswered(
  conversation: ConversationTally | null,
  lastMessageId: number | null,
): readonly (readonly [number, number])[] {
  if (conversation === null || lastMessageId === null) return []
  const isAnswered = ([id]: readonly [number, number]): boolean => id <= lastMessageId
  const answered = conversation.waiting.filter(isAnswered)
  conversation.waiting = conversation.waiting.filter(entry => !isAnswered(entry))
  return answered
}

function countAnswer(
  { event, conversation, counter }: Counting,
  answered: readonly (readonly [number, number])[],
): void {
  const waitedMs = event.at - Math.min(...answered.map(([, receivedAt]) => receivedAt))
  counter.add('answer_time', event.at, bucketOf(waitedMs))
  counter.add('burst_size', event.at, answered.length)
  if (conversation === null || conversation.firstMessageAt === null) return
  if (conversation.firstAnswerAt === null)
    counter.add('first_response', event.at, bucketOf(event.at - conversation.firstMessageAt))
  conversation.firstAnswerAt ??= event.at
}
