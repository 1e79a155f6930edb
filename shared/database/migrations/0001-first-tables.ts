import { defineMigration } from '../define-migration.ts'

/** The 15 tables of the earlier system with real keys, and the inbox, outbox, turns, events and logins beside them. */
export const firstTables = defineMigration(
  '0001-first-tables',
  `
  create table accounts (
    id {id}, channel text not null, external_id text not null, username text, display_name text,
    created_at {int} not null, updated_at {int} not null,
    unique (channel, external_id)
  ){strict};

  create table contacts (
    id {id}, channel text not null, user_id {int} not null, display_name text, username text, app_language text, source text,
    is_blocked {int} not null default 0 check (is_blocked in (0, 1)), opted_out_at {int},
    created_at {int} not null, updated_at {int} not null,
    unique (channel, user_id)
  ){strict};

  create table conversations (
    id {id},
    account_id {int} not null references accounts (id),
    contact_id {int} not null references contacts (id) on delete cascade,
    user_id {int} not null, username text,
    business_connection_id text not null default '', chat_id text not null, topic_id text not null default '',
    chat_type text not null check (chat_type in ('private', 'group', 'channel')),
    language text,
    handler text not null default 'ai' check (handler in ('ai', 'human')),
    turn_due_at {int}, turn_waiting_since {int}, turn_lease_id text, turn_lease_until {int},
    turn_revision {int} not null default 0, turn_number {int} not null default 0, turn_attempts {int} not null default 0,
    answered_message_id {int} not null default 0,
    last_message_at {int}, created_at {int} not null, updated_at {int} not null,
    unique (account_id, business_connection_id, chat_id, topic_id)
  ){strict};
  create index conversations_due on conversations (turn_due_at) where turn_due_at is not null;
  create index conversations_leased on conversations (account_id, turn_lease_until) where turn_lease_until is not null;
  create index conversations_contact on conversations (contact_id);
  create index conversations_user on conversations (user_id);
  create index conversations_recent on conversations (last_message_at, id);

  create table turns (
    id text primary key,
    conversation_id {int} not null references conversations (id) on delete cascade,
    number {int} not null,
    outcome text not null check (outcome in ('replied', 'handed-off', 'silent')), reason text,
    first_message_id {int} not null, last_message_id {int} not null,
    model text, prompt_tokens {int}, completion_tokens {int}, first_token_ms {int},
    started_at {int} not null, finished_at {int} not null,
    unique (conversation_id, number)
  ){strict};

  create table messages (
    id {id},
    conversation_id {int} not null references conversations (id) on delete cascade,
    role text not null check (role in ('user', 'assistant', 'human', 'system')),
    content text not null, timestamp {int} not null, message_metadata text,
    kind text not null default 'text', external_id text,
    contact_id {int} references contacts (id) on delete set null,
    turn_id text references turns (id) on delete set null, edited_at {int}
  ){strict};
  create index messages_conversation on messages (conversation_id, id);
  create unique index messages_external on messages (conversation_id, external_id) where external_id is not null;
  create index messages_contact on messages (contact_id) where contact_id is not null;
  create index messages_turn on messages (turn_id) where turn_id is not null;

  create table user_context (
    id {id}, user_id {int} not null unique, context_data text, updated_at {int} not null
  ){strict};

  create table leads (
    id {id},
    contact_id {int} unique references contacts (id) on delete cascade,
    user_id {int} not null, name text, contact text,
    source text not null default 'telegram', status text not null default 'active', stage text not null default 'greeting',
    intent text, language text,
    fit_score {int} not null default 0 check (fit_score between 0 and 100),
    created_at {int} not null, updated_at {int} not null
  ){strict};
  create index leads_newest on leads (created_at, id);
  create index leads_user on leads (user_id);
  create index leads_stage on leads (stage, created_at, id);

  create table lead_slots (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    slot_name text not null, slot_value text not null,
    confidence {real} not null check (confidence between 0 and 1), source text not null,
    message_id {int} references messages (id) on delete set null,
    extracted_at {int} not null, updated_at {int} not null,
    unique (lead_id, slot_name)
  ){strict};
  create index lead_slots_message on lead_slots (message_id) where message_id is not null;

  create table sales_stages (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    stage text not null, transitioned_at {int} not null, stage_metadata text
  ){strict};
  create index sales_stages_lead on sales_stages (lead_id, transitioned_at);

  create table sales_events (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    event_type text not null, event_data text, occurred_at {int} not null
  ){strict};
  create index sales_events_lead on sales_events (lead_id, occurred_at);

  create table meetings (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    scheduled_at {int} not null, duration {int} not null default 60 check (duration > 0),
    status text not null default 'scheduled', calendar_event_id text,
    created_at {int} not null, updated_at {int} not null
  ){strict};
  create index meetings_lead on meetings (lead_id);
  create index meetings_time on meetings (scheduled_at);
  create unique index meetings_calendar_event on meetings (calendar_event_id) where calendar_event_id is not null;

  create table meeting_summaries (
    id {id},
    meeting_id {int} not null references meetings (id) on delete cascade,
    summary_text text not null, summary_json text, created_at {int} not null
  ){strict};
  create index meeting_summaries_meeting on meeting_summaries (meeting_id);

  create table rate_limits (
    user_id {int} primary key not null,
    message_count_minute {int} not null default 0, message_count_hour {int} not null default 0,
    window_start_minute {int} not null, window_start_hour {int} not null,
    blocked_until {int}, last_message_time {int} not null,
    repeated_messages {int} not null default 0, last_message_content text
  ){strict};

  create table global_rate_limits (
    id {int} primary key not null default 1 check (id = 1),
    message_count_minute {int} not null default 0, message_count_hour {int} not null default 0,
    window_start_minute {int} not null, window_start_hour {int} not null,
    blocked_until {int}, last_message_time {int} not null
  ){strict};

  create table flood_wait_history (
    id {id},
    account_id {int} references accounts (id) on delete set null,
    wait_seconds {int} not null check (wait_seconds >= 0), occurred_at {int} not null, chat_type text,
    chat_id text, method text
  ){strict};
  create index flood_wait_history_time on flood_wait_history (occurred_at);
  create index flood_wait_history_account on flood_wait_history (account_id, occurred_at);

  create table conversation_summaries (
    id {id},
    conversation_id {int} not null unique references conversations (id) on delete cascade,
    summary_text text not null, cutoff_message_id {int} not null,
    created_at {int} not null, updated_at {int} not null
  ){strict};

  create table conversation_metrics (
    id {id},
    conversation_id {int} not null unique references conversations (id) on delete cascade,
    message_count {int} not null default 0, duration_days {int} not null default 0,
    top_themes text, tone text, updated_at {int} not null
  ){strict};

  create table conversion_funnel (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    stage text not null, entered_at {int} not null, exited_at {int}
  ){strict};
  create index conversion_funnel_lead on conversion_funnel (lead_id, entered_at);
  create index conversion_funnel_stage on conversion_funnel (stage, entered_at);

  create table updates (
    id {id},
    account_id {int} not null references accounts (id),
    update_id {int} not null, kind text not null,
    state text not null check (state in ('stored', 'ignored', 'unreadable')), reason text,
    payload text not null, received_at {int} not null,
    unique (account_id, update_id)
  ){strict};
  create index updates_received on updates (received_at);

  create table outbound (
    id {id},
    key text not null unique,
    account_id {int} not null references accounts (id),
    conversation_id {int} not null references conversations (id) on delete cascade,
    turn_id text references turns (id) on delete set null,
    message_id {int} references messages (id) on delete set null,
    payload text not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'unknown', 'failed', 'cancelled')),
    attempts {int} not null default 0, not_before {int} not null, error_code text, external_id text,
    created_at {int} not null, settled_at {int}
  ){strict};
  create index outbound_account on outbound (account_id, id);
  create index outbound_open on outbound (account_id, id) where state in ('queued', 'sending');
  create index outbound_lane on outbound (conversation_id, id, state) where state in ('queued', 'sending');
  create index outbound_troubled on outbound (state, id) where state in ('unknown', 'failed');
  create index outbound_conversation on outbound (conversation_id, id);
  create index outbound_turn on outbound (turn_id) where turn_id is not null;
  create index outbound_message on outbound (message_id) where message_id is not null;

  create table consents (
    id {id},
    contact_id {int} not null references contacts (id) on delete cascade,
    kind text not null, granted {int} not null check (granted in (0, 1)),
    text text not null, text_version text not null,
    message_id {int} references messages (id) on delete set null, occurred_at {int} not null
  ){strict};
  create index consents_contact on consents (contact_id, kind, id);
  create index consents_message on consents (message_id) where message_id is not null;

  create table events (
    id {id},
    event_id text not null unique, type text not null, version {int} not null,
    conversation_id {int} references conversations (id) on delete set null,
    occurred_at {int} not null, payload text not null
  ){strict};
  create index events_conversation on events (conversation_id) where conversation_id is not null;
  create index events_time on events (occurred_at);

  create table event_cursors (
    consumer text primary key not null, event_row_id {int} not null, updated_at {int} not null
  ){strict};

  create table sessions (
    id {id}, token_hash text not null unique, created_at {int} not null, expires_at {int} not null
  ){strict};

  create table login_links (
    token_hash text primary key not null, created_at {int} not null, expires_at {int} not null, used_at {int}
  ){strict};
  `,
)
