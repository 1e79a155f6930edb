import type { Counter } from '../counter.ts'
import type { ConversationTally } from '../tallies/conversation-tally.ts'

/** Changes a conversation, and counts what it has come to by that at the moment when it began. */
export function countOutcome(
  conversation: ConversationTally,
  change: Partial<Pick<ConversationTally, 'startedAt' | 'answeredAt' | 'handedOffAt'>>,
  counter: Counter,
): void {
  const before = listOutcomes(conversation)
  Object.assign(conversation, change)
  for (const outcome of listOutcomes(conversation))
    if (conversation.startedAt !== null && !before.includes(outcome)) counter.add(outcome, conversation.startedAt)
}

const durableMs = 7 * 86_400_000

function listOutcomes({ startedAt, answeredAt, handedOffAt }: ConversationTally): readonly string[] {
  if (startedAt === null || answeredAt === null) return []
  if (handedOffAt === null) return ['conversation.answered']
  const both = ['conversation.answered', 'conversation.answered_and_handed_off']
  return handedOffAt - startedAt <= durableMs ? [...both, 'conversation.answered_and_handed_off_soon'] : both
}
