import type { Generated } from 'kysely'
import type { ContactId, ConversationId, LeadId, MessageId, TurnId } from './row-ids.ts'

export interface LeadsTable {
  id: Generated<LeadId>
  contact_id: ContactId | null
  user_id: number
  name: string | null
  contact: string | null
  source: Generated<string>
  status: Generated<string>
  stage: Generated<string>
  intent: string | null
  language: string | null
  fit_score: Generated<number>
  /** Where the client is being led at present. */
  conversation_id: ConversationId | null
  /** Where an objection came up, to return there once it is answered. */
  return_stage: string | null
  /** Answers given in the stage of presentation. */
  presentation_turns: Generated<number>
  /** 1, and one more for each new topic after a summary. */
  cycle: Generated<number>
  /** Null in the first cycle. */
  cycle_started_at: number | null
  /** The turn whose progress was saved last, so that it is not saved twice. */
  last_turn_id: TurnId | null
  created_at: number
  updated_at: number
  /** Put away by a person; shown no more, and brought back by `restore` or by the client's next message. */
  deleted_at: Generated<number | null>
}

/** What a person noted about a lead. */
export interface LeadNotesTable {
  id: Generated<number>
  lead_id: LeadId
  /** An actor of the audit log. */
  author: string
  text: string
  created_at: number
}

export interface LeadSlotsTable {
  id: Generated<number>
  lead_id: LeadId
  slot_name: string
  slot_value: string
  /** 0..1 */
  confidence: number
  source: string
  message_id: MessageId | null
  extracted_at: number
  updated_at: number
}

export interface SalesStagesTable {
  id: Generated<number>
  lead_id: LeadId
  stage: string
  transitioned_at: number
  stage_metadata: string | null
}

export interface SalesEventsTable {
  id: Generated<number>
  lead_id: LeadId
  event_type: string
  event_data: string | null
  occurred_at: number
}

export interface ConversionFunnelTable {
  id: Generated<number>
  lead_id: LeadId
  stage: string
  entered_at: number
  exited_at: number | null
}

/** A price, time or guarantee that was stated, and what backed it. */
export interface PromisesTable {
  id: Generated<number>
  conversation_id: ConversationId
  turn_id: TurnId | null
  kind: string
  claim: string
  source: string
  made_at: number
}

/** A message to a client who has gone quiet. At most one pending per lead. */
export interface FollowUpsTable {
  id: Generated<number>
  lead_id: LeadId
  conversation_id: ConversationId
  /** 1 for the first after the client's last word. */
  number: number
  stage: string
  due_at: number
  state: Generated<'pending' | 'sent' | 'cancelled'>
  reason: string | null
  created_at: number
  settled_at: number | null
}
