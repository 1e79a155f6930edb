import type { Attachments } from '#capabilities/channels'
import type { ModelUsage } from '#capabilities/llm'
import type { LeadChange } from '#capabilities/sales'
import type { ConversationId, MeetingId, MessageId } from '#shared/database'
import type { CrewOrder } from './commands/crew.ts'
import type { BackedClaim } from './guard/evidence.ts'
import type { DialogueState } from './reading/dialogue-state.ts'
import type { Thoughts } from './talk/thoughts.ts'
import type { Thrift } from './thrift/why-spare-model.ts'

/** A message of a reply. */
export interface ReplyText extends Attachments {
  readonly markdown: string
  /** The channel's id of a message of ours in the same chat whose place it takes; absent: it is a new one. */
  readonly replaces?: string
}

/** What is said, and kept in mind, when the commit finds that an action can no longer be done (the time has just been taken). */
export interface Alternative {
  readonly texts: readonly ReplyText[]
  readonly state: DialogueState
}

/** What only code may do. The agent asks; the commit performs, in the same transaction as the reply that tells of it. */
export type Action =
  | { readonly kind: 'opt-out'; readonly shownText: string }
  | { readonly kind: 'opt-in'; readonly shownText: string }
  | { readonly kind: 'call-human'; readonly reason: string; readonly digest: OwnerDigest }
  /** The owner takes or returns another conversation, or writes into it. */
  | { readonly kind: 'take-over'; readonly conversationId: ConversationId }
  | { readonly kind: 'hand-back'; readonly conversationId: ConversationId }
  | { readonly kind: 'speak-as-human'; readonly conversationId: ConversationId; readonly text: string }
  /** The owner takes a chat of their own account out of what is heard and answered, or back in. */
  | { readonly kind: 'leave-out'; readonly conversationId: ConversationId; readonly isLeftOut: boolean }
  | { readonly kind: 'crew'; readonly order: CrewOrder }
  /** Holds a time for the client, instead of any it held before. */
  | {
      readonly kind: 'hold-meeting'
      readonly startsAt: number
      readonly timeZone: string
      readonly instead: Alternative
    }
  | { readonly kind: 'confirm-meeting'; readonly meetingId: MeetingId; readonly instead: Alternative }
  | {
      readonly kind: 'move-meeting'
      readonly meetingId: MeetingId
      readonly startsAt: number
      readonly instead: Alternative
    }
  | { readonly kind: 'cancel-meeting'; readonly meetingId: MeetingId }
  | {
      readonly kind: 'record-consent'
      readonly consent: 'pdpa_profile' | 'calendar_invite'
      readonly granted: boolean
      readonly shownText: string
    }
  /** The client wants to be forgotten, and is, once the reply has left. */
  | { readonly kind: 'forget-client' }
  /** Nobody could answer it: the owner is asked. */
  | { readonly kind: 'raise-question'; readonly question: string; readonly messageId: MessageId | null }
  /** The owner learns that somebody has had their share of the model on `day`, like `2026-11-23`. */
  | { readonly kind: 'tell-of-spent-budget'; readonly day: string }
  /** Something about the person that outlives this conversation. */
  | { readonly kind: 'learn'; readonly timeZone?: string; readonly name?: string; readonly objection?: string }

/** Three lines for the owner, in both languages, so that a human can go on where the AI stopped. */
export interface OwnerDigest {
  readonly ru: readonly string[]
  readonly en: readonly string[]
}

export interface ModelRecord {
  readonly name: string
  readonly usage: ModelUsage | null
  readonly firstTokenMs: number
  readonly askedAt: number
  /** When its last answer was there: it is asked twice where the first claimed too much. */
  readonly answeredAt: number
}

/** What a turn learned about its lead; the commit names the turn. */
export interface LeadProgress extends Omit<LeadChange, 'turnId'> {
  /** Where the lead stands if an action could no longer be done: no meeting came of it. */
  readonly moveInstead: LeadChange['move']
}

export interface ReplyDecision {
  readonly kind: 'reply'
  /** In order; each becomes a message of its own. */
  readonly texts: readonly ReplyText[]
  readonly actions: readonly Action[]
  readonly language: string
  /** A stable code: `model`, `command.start`, `scripted`, … */
  readonly reason: string
  /** Null when no model was asked. */
  readonly model: ModelRecord | null
  /** What the turn learned about the lead; null when it learned nothing. */
  readonly progress: LeadProgress | null
  /** What to keep in mind; null: as it was. */
  readonly state: DialogueState | null
  /** Prices, times and guarantees that the reply states, each with what backs it. */
  readonly claims: readonly BackedClaim[]
  /** Why the script spoke although there is a model; absent where there was no reason to spare it. */
  readonly thrift?: Thrift
  /** How its words came about; absent where code alone spoke. */
  readonly thoughts?: Thoughts
}

/** What a turn came to. The agent reads and thinks; it never writes and never sends. */
export type Decision =
  | ReplyDecision
  | { readonly kind: 'silent'; readonly reason: string }
  /** Something newer came while the model was thinking. */
  | { readonly kind: 'cancelled' }
