import { defineMigration } from '../define-migration.ts'

/** What the owner and the operators see and steer in Telegram: cards, proposed answers, topics, and who is answered how. */
export const cockpit = defineMigration(
  '0014-cockpit',
  `
  alter table accounts add column paused_at {int};
  alter table conversations add column paused_at {int};
  alter table conversations add column answer_mode text check (answer_mode in ('auto', 'draft'));
  create index conversations_paused on conversations (id) where paused_at is not null;

  create table cockpit_drafts (
    id {id},
    conversation_id {int} not null references conversations (id) on delete cascade,
    turn_id text not null unique,
    seen_message_id {int} not null,
    content text not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'edited', 'skipped', 'stale')),
    created_at {int} not null, settled_at {int}
  ){strict};
  create index cockpit_drafts_conversation on cockpit_drafts (conversation_id, id);
  create index cockpit_drafts_waiting on cockpit_drafts (created_at) where state = 'waiting';

  create table cockpit_cards (
    id {id},
    kind text not null check (kind in ('new-lead', 'hot-lead', 'draft')),
    subject_id {int} not null,
    conversation_id {int} not null references conversations (id) on delete cascade,
    place_id {int} references conversations (id) on delete set null,
    first_key text, last_key text, shown_hash text,
    revision {int} not null default 0,
    due_at {int},
    created_at {int} not null, updated_at {int} not null,
    unique (kind, subject_id)
  ){strict};
  create index cockpit_cards_due on cockpit_cards (due_at) where due_at is not null;
  create index cockpit_cards_conversation on cockpit_cards (conversation_id);
  create index cockpit_cards_place on cockpit_cards (place_id, kind, id) where place_id is not null;

  create table cockpit_leads (
    lead_id {int} primary key references leads (id) on delete cascade,
    is_muted {int} not null default 0 check (is_muted in (0, 1)),
    topic_chat_id text, topic_key text, place_id {int} references conversations (id) on delete set null,
    updated_at {int} not null
  ){strict};
  create index cockpit_leads_place on cockpit_leads (place_id) where place_id is not null;

  create table cockpit_setups (
    user_id {int} primary key,
    state text not null,
    updated_at {int} not null
  ){strict};
  `,
)
