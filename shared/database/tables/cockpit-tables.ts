import type { Generated } from 'kysely'
import type { ConversationId, DraftId, LeadId, MessageId, TurnId } from './row-ids.ts'

/** waiting: somebody of the business is to decide. stale: the client has written again, or a human has the chat. */
export type DraftState = 'waiting' | 'sent' | 'edited' | 'skipped' | 'stale'

/** An answer of the AI that waits for a person's word. */
export interface CockpitDraftsTable {
  id: Generated<DraftId>
  conversation_id: ConversationId
  /** The turn that thought of it. */
  turn_id: TurnId
  /** The client's newest message that it answers. */
  seen_message_id: MessageId
  /** JSON: the words, what they promise, what is kept in mind once they are said. */
  content: string
  state: Generated<DraftState>
  created_at: number
  settled_at: number | null
}

/** A message about a lead or a draft that is shown to the business and kept up to date in place. One a kind and subject. */
export interface CockpitCardsTable {
  id: Generated<number>
  kind: 'new-lead' | 'hot-lead' | 'draft'
  /** The lead, or the draft. */
  subject_id: number
  /** The client's. */
  conversation_id: ConversationId
  /** Where it is shown; null before it is, and after that chat is gone. */
  place_id: ConversationId | null
  /** The outbox's key of the message that it is; null until there is one. */
  first_key: string | null
  /** The outbox's key of what was queued last for it, that message or a change of it. */
  last_key: string | null
  /** Of what was queued last. */
  shown_hash: string | null
  /** Changes queued so far. */
  revision: Generated<number>
  /** When it is to be looked at; null: it is as it should be. */
  due_at: number | null
  created_at: number
  updated_at: number
}

/** What the business decided about the cards of a lead, and the lead's topic in the group of the business. */
export interface CockpitLeadsTable {
  lead_id: LeadId
  is_muted: Generated<number>
  /** The group in which the topic was asked for; a lead gets another topic when the settings name another group. */
  topic_chat_id: string | null
  /** The outbox's key of that wish. */
  topic_key: string | null
  /** The conversation in the topic; null until it is there, and when it is gone for good. */
  place_id: ConversationId | null
  updated_at: number
}

/** How far a person has come in setting up the playbook. */
export interface CockpitSetupsTable {
  user_id: number
  /** JSON. */
  state: string
  updated_at: number
}
