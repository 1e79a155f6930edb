import type { Generated } from 'kysely'
import type { AccountId, ContactId, ConversationId, MessageId, TurnId } from './row-ids.ts'

/** One bot, or the web chat: what hears and speaks for the business. */
export interface AccountsTable {
  id: Generated<AccountId>
  channel: string
  /** The bot's id on its channel; unique with `channel`. */
  external_id: string
  username: string | null
  display_name: string | null
  /** Since when the AI answers nobody here; null: it answers. */
  paused_at: number | null
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
  /** When `handler` last changed. */
  handler_since: number | null
  /** A human has it because they wrote in it themselves, and the AI takes it back at this instant; null: for another reason. */
  silent_until: number | null
  /** Since when a human has it only because the AI is paused; null: for any other reason, or the AI has it. */
  paused_at: number | null
  /** Whether answers of the AI go out by themselves or wait for a person; null: as the settings say. */
  answer_mode: 'auto' | 'draft' | null
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
  /** No turn before this instant: something that the client sent is still being read. Null: nothing is. */
  media_until: number | null
  /** The newest message that a committed turn has seen. */
  answered_message_id: Generated<MessageId>
  /** The last activity: a message of the client that wants an answer, or one of ours. */
  last_message_at: number | null
  /** Since when the client waits for an answer, whoever is to give it; null when nobody waits. */
  unanswered_since: Generated<number | null>
  /** When the rolling summary is to be refreshed; null when it is fresh enough. */
  summary_due_at: number | null
  created_at: number
  updated_at: number
}

/** What the agent keeps in mind between two turns of a conversation (the question it asked, the times it offered): JSON. */
export interface DialogueStatesTable {
  id: Generated<number>
  conversation_id: ConversationId
  state: string
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
  /** What the counting remembers of it from one event to the next: JSON. */
  tally: Generated<string | null>
  updated_at: number
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
  model_asked_at: number | null
  model_answered_at: number | null
  started_at: number
  finished_at: number
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
