import { defineMigration } from '../define-migration.ts'

/** What the salesperson needs: knowledge, the state of a dialogue, bookings, follow-ups, promises. */
export const selling = defineMigration(
  '0002-selling',
  `
  alter table conversations add column handler_since {int};
  alter table conversations add column summary_due_at {int};
  create index conversations_with_human on conversations (last_message_at) where handler = 'human';
  create index conversations_summary_due on conversations (summary_due_at) where summary_due_at is not null;

  alter table leads add column conversation_id {int} references conversations (id) on delete set null;
  alter table leads add column return_stage text;
  alter table leads add column presentation_turns {int} not null default 0;
  alter table leads add column cycle {int} not null default 1;
  alter table leads add column cycle_started_at {int};
  alter table leads add column last_turn_id text;
  create index leads_conversation on leads (conversation_id) where conversation_id is not null;

  create table dialogue_states (
    id {id},
    conversation_id {int} not null unique references conversations (id) on delete cascade,
    state text not null, updated_at {int} not null
  ){strict};

  alter table meetings add column conversation_id {int} references conversations (id) on delete set null;
  alter table meetings add column calendar text not null default 'internal';
  alter table meetings add column title text;
  alter table meetings add column time_zone text;
  alter table meetings add column hold_until {int};
  alter table meetings add column sequence {int} not null default 0;
  alter table meetings add column sync_due_at {int};
  alter table meetings add column sync_attempts {int} not null default 0;
  alter table meetings add column sync_error text;
  alter table meetings add column reminder_due_at {int};
  alter table meetings add column brief_due_at {int};
  create index meetings_conversation on meetings (conversation_id) where conversation_id is not null;
  create index meetings_held on meetings (hold_until) where hold_until is not null;
  create index meetings_sync_due on meetings (sync_due_at) where sync_due_at is not null;
  create index meetings_reminder_due on meetings (reminder_due_at) where reminder_due_at is not null;
  create index meetings_brief_due on meetings (brief_due_at) where brief_due_at is not null;

  create table calendar_slices (
    calendar text not null, slice_at {int} not null,
    meeting_id {int} not null references meetings (id) on delete cascade,
    primary key (calendar, slice_at)
  ){strict};
  create index calendar_slices_meeting on calendar_slices (meeting_id);

  create table feed_tokens (
    token_hash text primary key not null, purpose text not null unique, created_at {int} not null
  ){strict};

  create table documents (
    id {id},
    path text not null unique, content_hash text not null, bytes {int} not null, modified_at {int} not null,
    state text not null check (state in ('indexed', 'failed')), error text,
    passage_count {int} not null default 0, indexed_at {int} not null
  ){strict};

  create table passages (
    id {id},
    document_id {int} not null references documents (id) on delete cascade,
    ordinal {int} not null, heading text not null, text text not null, content_hash text not null,
    embedding {blob}, embedding_model text,
    unique (document_id, ordinal)
  ){strict};

  create table open_questions (
    id {id},
    conversation_id {int} not null references conversations (id) on delete cascade,
    message_id {int} references messages (id) on delete set null,
    question text not null, language text, state text not null default 'open' check (state in ('open', 'answered', 'dismissed')),
    asked_at {int} not null, settled_at {int}
  ){strict};
  create index open_questions_open on open_questions (asked_at) where state = 'open';
  create index open_questions_conversation on open_questions (conversation_id);
  create index open_questions_message on open_questions (message_id) where message_id is not null;

  create table promises (
    id {id},
    conversation_id {int} not null references conversations (id) on delete cascade,
    turn_id text references turns (id) on delete set null,
    kind text not null, claim text not null, source text not null, made_at {int} not null
  ){strict};
  create index promises_conversation on promises (conversation_id, id);
  create index promises_turn on promises (turn_id) where turn_id is not null;

  create table follow_ups (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    conversation_id {int} not null references conversations (id) on delete cascade,
    number {int} not null, stage text not null, due_at {int} not null,
    state text not null default 'pending' check (state in ('pending', 'sent', 'cancelled')), reason text,
    created_at {int} not null, settled_at {int}
  ){strict};
  create unique index follow_ups_one_pending on follow_ups (lead_id) where state = 'pending';
  create index follow_ups_lead on follow_ups (lead_id);
  create index follow_ups_due on follow_ups (due_at) where state = 'pending';
  create index follow_ups_conversation on follow_ups (conversation_id);
  `,
)
