import type { Counting } from '../batch.ts'
import type { Counter } from '../counter.ts'
import { bucketOf } from '../histogram.ts'
import type { ConversationTally } from '../tallies/conversation-tally.ts'
import { countOutcome } from './count-outcome.ts'
import { countTurn } from './turn-rules.ts'

/** Metrics that begin with `conversation.` are counted at the moment when the conversation began; all others when they happen. */
export function countConversationEvent(counting: Counting): void {
  rules[counting.event.type]?.(counting)
}

const rules: Readonly<Record<string, (counting: Counting) => void>> = {
  'conversation.started': countStarted,
  'conversation.handed_off': countHandedOff,
  'conversation.handed_back': countHandedBack,
  'contact.opted_out': ({ event, counter }) => counter.add('opt_outs', event.at),
  'delivery.failed': ({ event, counter }) => counter.add('deliveries.failed', event.at),
  'delivery.unknown': ({ event, counter }) => counter.add('deliveries.unknown', event.at),
  'follow_up.sent': countFollowUp,
  'knowledge.question_raised': ({ event, counter }) => counter.add('questions.raised', event.at),
  'limit.hit': ({ event, counter }) => counter.add('limits.hit', event.at),
  'message.received': countReceived,
  'message.sent_by_human': countHumanWords,
  'turn.finished': countTurn,
}

function countStarted({ event, conversation, counter }: Counting): void {
  counter.add('conversations.started', event.at)
  if (conversation === null || conversation.startedAt !== null) return
  countOutcome(conversation, { startedAt: event.at }, counter)
}

function countHandedOff({ event, conversation, counter }: Counting): void {
  counter.add('handed_off', event.at, event.payload.reason ?? 'unknown')
  if (conversation?.handedOffAt === null) countOutcome(conversation, { handedOffAt: event.at }, counter)
}

function countHandedBack({ event, conversation, counter }: Counting): void {
  counter.add('handed_back', event.at)
  // What was written to the human is the human's to answer, and does not count as waiting for the AI.
  if (conversation !== null) conversation.waiting = []
}

const returnMs = 7 * 86_400_000

function countFollowUp({ event, conversation, counter }: Counting): void {
  counter.add('follow_ups.sent', event.at)
  if (conversation === null) return
  conversation.followedUpAt = event.at
  conversation.messages += 1
}

// A chat in which nobody answers is counted by its first so many messages.
const longestWait = 200

function countReceived({ event, conversation, batch, counter }: Counting): void {
  const { messageId } = event.payload
  const kind = messageId === undefined ? undefined : batch.messageKinds.get(messageId)
  counter.add('messages.received', event.at, kind ?? 'unknown')
  if (conversation === null) return
  const earlier = messageId === undefined ? undefined : batch.earlierMessages.get(messageId)
  conversation.messages = (earlier ?? conversation.messages) + 1
  conversation.received += 1
  conversation.firstMessageAt ??= event.at
  if (messageId !== undefined && conversation.waiting.length < longestWait)
    conversation.waiting.push([messageId, event.at])
  if (conversation.leadAt !== null) {
    counter.add('lead.messages', conversation.leadAt)
    if (conversation.received === 2) counter.add('lead.active', conversation.leadAt)
  }
  countReturn(conversation, event.at, counter)
}

function countReturn(conversation: ConversationTally, atMs: number, counter: Counter): void {
  const { followedUpAt } = conversation
  // What was written before the follow-up left is no answer to it, even if it was stored after it.
  if (followedUpAt === null || atMs < followedUpAt) return
  if (atMs - followedUpAt <= returnMs) counter.add('follow_ups.returned', followedUpAt)
  conversation.followedUpAt = null
}

function countHumanWords({ event, conversation, counter }: Counting): void {
  counter.add('messages.human', event.at)
  if (conversation === null) return
  conversation.messages += 1
  const [oldest] = conversation.waiting
  if (oldest !== undefined) counter.add('human_answer_time', event.at, bucketOf(event.at - oldest[1]))
  if (conversation.firstAnswerAt === null && conversation.firstMessageAt !== null)
    counter.add('first_response', event.at, bucketOf(event.at - conversation.firstMessageAt))
  conversation.firstAnswerAt ??= event.at
  conversation.waiting = []
}
