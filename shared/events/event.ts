import type { ContactId, ConversationId, LeadId, MeetingId, MessageId, TurnId } from '#shared/database'

/**
 * Everything that happens, in one union: subject.past. Payloads name rows; they hold no client text, so that forgetting a
 * client means deleting rows, not rewriting history.
 */
export type EventBody =
  | { readonly type: 'contact.opted_out'; readonly contactId: ContactId; readonly conversationId: ConversationId }
  | { readonly type: 'conversation.handed_back'; readonly conversationId: ConversationId }
  | { readonly type: 'conversation.handed_off'; readonly conversationId: ConversationId; readonly reason: string }
  | { readonly type: 'conversation.started'; readonly conversationId: ConversationId; readonly userId: number }
  | { readonly type: 'conversation.summary_created'; readonly conversationId: ConversationId }
  | {
      readonly type: 'delivery.failed'
      readonly conversationId: ConversationId
      readonly outboundKey: string
      readonly code: string
    }
  | { readonly type: 'delivery.unknown'; readonly conversationId: ConversationId; readonly outboundKey: string }
  | {
      readonly type: 'lead.created'
      readonly conversationId: ConversationId
      readonly leadId: LeadId
      readonly userId: number
    }
  | {
      readonly type: 'lead.qualified'
      readonly conversationId: ConversationId
      readonly leadId: LeadId
      readonly fitScore: number
    }
  /** Names of slots, never their values. */
  | {
      readonly type: 'lead.slot_changed'
      readonly conversationId: ConversationId
      readonly leadId: LeadId
      readonly slots: readonly string[]
    }
  | {
      readonly type: 'lead.stage_changed'
      readonly conversationId: ConversationId
      readonly leadId: LeadId
      readonly oldStage: string
      readonly newStage: string
    }
  | {
      readonly type: 'meeting.cancelled'
      readonly conversationId: ConversationId
      readonly meetingId: MeetingId
      readonly leadId: LeadId
    }
  | {
      readonly type: 'meeting.scheduled'
      readonly conversationId: ConversationId
      readonly meetingId: MeetingId
      readonly leadId: LeadId
      readonly scheduledAt: number
    }
  | {
      readonly type: 'meeting.summary_generated'
      readonly conversationId: ConversationId
      readonly meetingId: MeetingId
    }
  | {
      readonly type: 'message.received'
      readonly conversationId: ConversationId
      readonly messageId: MessageId
      readonly userId: number
    }
  | {
      readonly type: 'turn.finished'
      readonly conversationId: ConversationId
      readonly turnId: TurnId
      readonly outcome: string
    }

export type EventType = EventBody['type']

/** An event as it is stored and delivered. `version` is the version of the payload's shape. */
export type PlatformEvent = EventBody & { readonly id: string; readonly version: 1; readonly occurredAt: number }
