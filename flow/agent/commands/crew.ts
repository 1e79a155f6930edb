import type { ConversationId, DraftId, LeadId, MessageId } from '#shared/database'

/** What a turn knows of a chat of the business itself: the owner's or an operator's with the bot, or the group of the business. */
export interface CrewFacts {
  readonly place: 'private' | 'group'
  /** Which of the unanswered messages are of the owner or an operator, with their number; those of anybody else are missing. */
  readonly authors: ReadonlyMap<MessageId, number>
  /** Those that reply to a proposed answer. */
  readonly repliedDrafts: ReadonlyMap<MessageId, DraftId>
}

/** What the owner and the operators may have done besides speaking with clients; the commit does it. */
export type CrewOrder =
  | { readonly kind: 'send-draft' | 'skip-draft'; readonly draftId: DraftId }
  /** Says their words to the client instead of the proposed ones. */
  | { readonly kind: 'edit-draft'; readonly draftId: DraftId; readonly text: string }
  | { readonly kind: 'set-mode'; readonly conversationId: ConversationId; readonly mode: 'auto' | 'draft' }
  | { readonly kind: 'mute-lead'; readonly leadId: LeadId; readonly isMuted: boolean }
  | { readonly kind: 'drop-lead'; readonly leadId: LeadId }
  | { readonly kind: 'book'; readonly leadId: LeadId /** epoch ms */; readonly startsAt: number }
  | { readonly kind: 'pause' | 'resume' }
  | { readonly kind: 'set-up'; readonly userId: number; readonly step: SetupStep }

/** What the answers of a set-up come to: they are kept, dropped, or written into the playbook. */
export type SetupStep =
  | { readonly kind: 'keep'; readonly state: string }
  | { readonly kind: 'drop' }
  | { readonly kind: 'finish'; readonly state: string }
