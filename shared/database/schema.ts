import type { Generated } from 'kysely'
import type { Brand } from '#shared/utils'

/**
 * The typed schema, one interface a table; `migrations/` makes the same tables on SQLite and PostgreSQL.
 * Conventions: instants are epoch milliseconds UTC; booleans are 0 or 1; JSON is text that its one writing module makes and
 * parses; channel ids (chat, topic, message) are text because only the channel may read meaning into them.
 */
export type AccountId = Brand<number, 'AccountId'>
export type ContactId = Brand<number, 'ContactId'>
export type ConversationId = Brand<number, 'ConversationId'>
export type MessageId = Brand<number, 'MessageId'>
export type LeadId = Brand<number, 'LeadId'>
export type OutboundId = Brand<number, 'OutboundId'>
export type TurnId = Brand<string, 'TurnId'>

/** One bot, or the web chat: what hears and speaks for the business. */
export interface AccountsTable {
  id: Generated<AccountId>
  channel: string
  /** The bot's id on its channel; unique with `channel`. */
  external_id: string
  username: string | null
  display_name: string | null
  created_at: number
  updated_at: number
}

/** A person on a channel. `user_id` is the channel's number (Telegram's 64-bit id; negative for channels without numbers). */
export interface ContactsTable {
  id: Generated<ContactId>
  channel: string
  user_id: number
  display_name: string | null
  username: string | null
  /** What the client's app is set to (IETF tag); a hint, not what the client writes in. */
  app_language: string | null
  /** The first deep-link payload: where the client came from. */
  source: string | null
  /** The client blocked the bot: nothing is sent until the client comes back. */
  is_blocked: Generated<number>
  opted_out_at: number | null
  created_at: number
  updated_at: number
}

/** One chat: (account, business connection, chat, topic). Also the turn's state: everything a queue could forget stands here. */
export interface ConversationsTable {
  id: Generated<ConversationId>
  account_id: AccountId
  contact_id: ContactId
  user_id: number
  username: string | null
  business_connection_id: Generated<string>
  chat_id: string
  topic_id: Generated<string>
  chat_type: 'private' | 'group' | 'channel'
  language: string | null
  /** Who answers: the AI, or a human who has taken over. */
  handler: Generated<'ai' | 'human'>
  /** When the next turn may start; null when nothing is unanswered. */
  turn_due_at: number | null
  /** When the oldest unanswered message came: it caps the debounce. */
  turn_waiting_since: number | null
  /** The worker run that holds the turn, until when. A lease that has lapsed belongs to nobody. */
  turn_lease_id: string | null
  turn_lease_until: number | null
  /** Grows with everything a turn must see (a message, an edit, a takeover): a turn that began before it may not commit. */
  turn_revision: Generated<number>
  turn_number: Generated<number>
  turn_attempts: Generated<number>
  /** The newest message that a committed turn has seen. */
  answered_message_id: Generated<MessageId>
  last_message_at: number | null
  created_at: number
  updated_at: number
}

export type MessageRole = 'user' | 'assistant' | 'human' | 'system'

export interface MessagesTable {
  id: Generated<MessageId>
  conversation_id: ConversationId
  role: MessageRole
  content: string
  timestamp: number
  /** JSON: media, reply, forward, album. Null when the text says it all. */
  message_metadata: string | null
  /** text, voice, photo, command, …: what the client sent. */
  kind: Generated<string>
  /** The channel's id of an incoming message; unique within the conversation. Ids of sent messages stand in `outbound`. */
  external_id: string | null
  contact_id: ContactId | null
  turn_id: TurnId | null
  edited_at: number | null
}

export interface UserContextTable {
  id: Generated<number>
  user_id: number
  context_data: string | null
  updated_at: number
}

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
  created_at: number
  updated_at: number
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

export interface MeetingsTable {
  id: Generated<number>
  lead_id: LeadId
  scheduled_at: number
  /** minutes */
  duration: Generated<number>
  status: Generated<string>
  calendar_event_id: string | null
  created_at: number
  updated_at: number
}

export interface MeetingSummariesTable {
  id: Generated<number>
  meeting_id: number
  summary_text: string
  summary_json: string | null
  created_at: number
}

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

export interface ConversationSummariesTable {
  id: Generated<number>
  conversation_id: ConversationId
  summary_text: string
  cutoff_message_id: MessageId
  created_at: number
  updated_at: number
}

export interface ConversationMetricsTable {
  id: Generated<number>
  conversation_id: ConversationId
  message_count: Generated<number>
  duration_days: Generated<number>
  top_themes: string | null
  tone: string | null
  updated_at: number
}

export interface ConversionFunnelTable {
  id: Generated<number>
  lead_id: LeadId
  stage: string
  entered_at: number
  exited_at: number | null
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

/** One committed decision. (conversation_id, number) is the fence: a paused worker that wakes up late cannot commit twice. */
export interface TurnsTable {
  id: TurnId
  conversation_id: ConversationId
  number: number
  outcome: 'replied' | 'handed-off' | 'silent'
  /** Why: a stable code (`scripted.no_server`, `command.start`, …). */
  reason: string | null
  first_message_id: MessageId
  last_message_id: MessageId
  model: string | null
  prompt_tokens: number | null
  completion_tokens: number | null
  first_token_ms: number | null
  started_at: number
  finished_at: number
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
  /** The stable code of the last failure. */
  error_code: string | null
  /** The channel's id of the sent message. */
  external_id: string | null
  created_at: number
  settled_at: number | null
}

/** What a person agreed to or refused, never overwritten: the newest row of a kind counts. */
export interface ConsentsTable {
  id: Generated<number>
  contact_id: ContactId
  /** messages (opt-out), pdpa_profile, calendar_invite */
  kind: string
  granted: number
  text: string
  text_version: string
  message_id: MessageId | null
  occurred_at: number
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

/** A browser that came in through the login link. Only the hash of the cookie is kept. */
export interface SessionsTable {
  id: Generated<number>
  token_hash: string
  created_at: number
  expires_at: number
}

/** One-time login links: used once, kept as a hash. */
export interface LoginLinksTable {
  token_hash: string
  created_at: number
  expires_at: number
  used_at: number | null
}

export interface Tables {
  accounts: AccountsTable
  consents: ConsentsTable
  contacts: ContactsTable
  conversation_metrics: ConversationMetricsTable
  conversation_summaries: ConversationSummariesTable
  conversations: ConversationsTable
  conversion_funnel: ConversionFunnelTable
  event_cursors: EventCursorsTable
  events: EventsTable
  flood_wait_history: FloodWaitHistoryTable
  global_rate_limits: GlobalRateLimitsTable
  lead_slots: LeadSlotsTable
  leads: LeadsTable
  login_links: LoginLinksTable
  meeting_summaries: MeetingSummariesTable
  meetings: MeetingsTable
  messages: MessagesTable
  outbound: OutboundTable
  rate_limits: RateLimitsTable
  sales_events: SalesEventsTable
  sales_stages: SalesStagesTable
  sessions: SessionsTable
  turns: TurnsTable
  updates: UpdatesTable
  user_context: UserContextTable
}
