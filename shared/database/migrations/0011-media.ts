import { defineMigration } from '../define-migration.ts'

/** What clients send besides text and what was read in it; and until when a conversation's turn waits for that. */
export const media = defineMigration(
  '0011-media',
  `
  alter table conversations add column media_until {int};

  create table media (
    id {id},
    account_id {int} not null references accounts (id) on delete cascade,
    conversation_id {int} not null references conversations (id) on delete cascade,
    message_id {int} not null references messages (id) on delete cascade,
    position {int} not null,
    kind text not null, file_id text not null, file_unique_id text not null,
    mime_type text, file_name text, size_bytes {int}, duration_seconds {int}, width {int}, height {int},
    caption text,
    state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed', 'refused')),
    text text, confidence {real}, error text,
    is_held {int} not null default 1 check (is_held in (0, 1)), held_until {int} not null,
    tries {int} not null default 0, next_try_at {int}, leased_until {int},
    created_at {int} not null, finished_at {int},
    unique (message_id, position)
  ){strict};
  create index media_due on media (account_id, next_try_at);
  create index media_held on media (account_id, held_until) where is_held = 1;
  create index media_held_in on media (conversation_id) where is_held = 1;
  create index media_conversation on media (conversation_id, id);
  create index media_file on media (file_unique_id) where state = 'ready';
  `,
)
