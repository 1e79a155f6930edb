import type { Generated } from 'kysely'
import type { AccountId, ConversationId, MessageId, OutboundId, TurnId } from './row-ids.ts'

export interface RateLimitsTable {
  user_id: number
  message_count_minute: Generated<number>
  message_count_hour: Generated<number>
  window_start_minute: number
  window_start_hour: number
  blocked_until: number | null
  last_message_time: number
  repeated_messages: Generated<number>
  last_message_content: string | null
}

export interface GlobalRateLimitsTable {
  id: Generated<number>
  message_count_minute: Generated<number>
  message_count_hour: Generated<number>
  window_start_minute: number
  window_start_hour: number
  blocked_until: number | null
  last_message_time: number
}

/** Every penalty a channel gave us (Telegram's 429 and its `retry_after`). */
export interface FloodWaitHistoryTable {
  id: Generated<number>
  account_id: AccountId | null
  wait_seconds: number
  occurred_at: number
  chat_type: string | null
  /** The chat that was silenced; null when the whole bot was. */
  chat_id: string | null
  method: string | null
}

/** The inbox: every update a channel handed us, once. (account_id, update_id) is what makes a duplicate a duplicate. */
export interface UpdatesTable {
  id: Generated<number>
  account_id: AccountId
  update_id: number
  /** The channel's name for it: message, edited_message, my_chat_member, … */
  kind: string
  state: 'stored' | 'ignored' | 'unreadable'
  /** Why it was ignored or could not be read; null when stored. */
  reason: string | null
  payload: string
  received_at: number
}

export type OutboundState = 'queued' | 'sending' | 'sent' | 'unknown' | 'failed' | 'cancelled'

/** The outbox, one row per part that leaves the house. `key` (turnId:n) makes a second commit of the same part impossible. */
export interface OutboundTable {
  id: Generated<OutboundId>
  key: string
  account_id: AccountId
  conversation_id: ConversationId
  turn_id: TurnId | null
  message_id: MessageId | null
  /** JSON of a channel's OutboundPart. */
  payload: string
  state: OutboundState
  attempts: Generated<number>
  /** Not before this instant (flood penalty, back-off). */
  not_before: number
  /** Until when it has no place in the flood budget, as the speaker last knew; null: it was never told to wait. */
  held_until: number | null
  /** The stable code of the last failure. */
  error_code: string | null
  /** The channel's id of the sent message. */
  external_id: string | null
  created_at: number
  settled_at: number | null
}

export interface EventsTable {
  id: Generated<number>
  event_id: string
  type: string
  version: number
  conversation_id: ConversationId | null
  occurred_at: number
  payload: string
}

/** How far a consumer of `events` has read. */
export interface EventCursorsTable {
  consumer: string
  event_row_id: number
  updated_at: number
}
