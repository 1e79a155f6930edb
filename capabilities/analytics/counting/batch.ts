import type { ConversationId, LeadId, MessageId, TurnId } from '#shared/database'
import type { CountedEvent } from './counted-event.ts'
import type { Counter } from './counter.ts'
import type { ConversationTally } from './tallies/conversation-tally.ts'
import type { LeadTally } from './tallies/lead-tally.ts'

/** What a turn cost, and how far it read. */
export interface CountedTurn {
  readonly lastMessageId: number
  readonly model: string | null
  readonly promptTokens: number
  readonly completionTokens: number
}

/** Events in the order of their rows, with everything that counting them needs. Tallies are changed as it goes. */
export interface Batch {
  readonly events: readonly CountedEvent[]
  /** Only of conversations and leads that still exist. */
  readonly conversations: ReadonlyMap<ConversationId, ConversationTally>
  readonly leads: ReadonlyMap<LeadId, LeadTally>
  readonly turns: ReadonlyMap<TurnId, CountedTurn>
  /** The kinds of the messages: text, voice, … */
  readonly messageKinds: ReadonlyMap<MessageId, string>
  /** Of the first message of a conversation that is older than its events: how many messages came before it. */
  readonly earlierMessages: ReadonlyMap<MessageId, number>
}

/** One event with what it touches; null where that is gone. */
export interface Counting {
  readonly event: CountedEvent
  readonly conversation: ConversationTally | null
  readonly lead: LeadTally | null
  readonly batch: Batch
  readonly counter: Counter
}
