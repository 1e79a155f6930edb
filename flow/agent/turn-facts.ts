import type { Meeting } from '#capabilities/calendar'
import type { Consents, TurnContext, UserContext } from '#capabilities/conversations'
import type { LeadState } from '#capabilities/sales'
import type { ConversationId, MessageId, TurnId } from '#shared/database'
import type { CrewFacts } from './commands/crew.ts'
import type { DialogueState } from './reading/dialogue-state.ts'

/** All that a turn knows before it thinks, read in the transaction of its claim. */
export interface TurnFacts {
  /** Of this attempt to answer: what it logs, and what it says if it is the one that gets through, goes by it. */
  readonly turnId: TurnId
  readonly turn: TurnContext
  /** Null in groups, where nobody is led through a sale. */
  readonly lead: LeadState | null
  readonly state: DialogueState
  /** The words of the state's `contactMessageId`, however long ago they were written; null: there are none. */
  readonly contactText: string | null
  /** It was heard, and perhaps misheard. */
  readonly isContactDoubtful: boolean
  readonly consents: Consents
  readonly user: UserContext
  /** What was said before the messages of the context; null when those are all. */
  readonly summary: string | null
  /** The lead's held and scheduled meetings that lie ahead, soonest first. */
  readonly meetings: readonly Meeting[]
  /** Of the messages of the owner and the operators those that reply to a notice about a client, each with the client's conversation. */
  readonly repliedNotices: ReadonlyMap<MessageId, ConversationId>
  /** The person has had as much of the model today as a stranger may have. */
  readonly isBudgetSpent: boolean
  /** Null in a client's chat. */
  readonly crew: CrewFacts | null
}
