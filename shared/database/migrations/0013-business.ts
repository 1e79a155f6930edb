import { defineMigration } from '../define-migration.ts'

/** Accounts of people the bot is connected to; until when the AI is silent in a chat, and until when it may answer there. */
export const business = defineMigration(
  '0013-business',
  `
  alter table conversations add column silent_until {int};
  create index conversations_silent on conversations (silent_until) where silent_until is not null;

  create table business_connections (
    account_id {int} not null references accounts (id) on delete cascade,
    connection_id text not null,
    owner_user_id {int} not null, owner_name text, owner_chat_id text not null,
    state text not null check (state in ('served', 'refused')),
    is_enabled {int} not null check (is_enabled in (0, 1)),
    rights text not null,
    excluded_chats text not null default '[]',
    created_at {int} not null, updated_at {int} not null,
    primary key (account_id, connection_id)
  ){strict};

  create table reply_windows (
    conversation_id {int} primary key references conversations (id) on delete cascade,
    heard_message_id text not null, heard_at {int} not null, closes_at {int} not null,
    last_word_due_at {int}
  ){strict};
  create index reply_windows_due on reply_windows (last_word_due_at) where last_word_due_at is not null;
  `,
)
