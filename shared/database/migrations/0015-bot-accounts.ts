import { defineMigration } from '../define-migration.ts'

/** Bots beside the one of the settings: their tokens, sealed by a key that is not in the database, and how they fare. */
export const botAccounts = defineMigration(
  '0015-bot-accounts',
  `
  create table bot_accounts (
    account_id {int} primary key not null references accounts (id) on delete cascade,
    sealed_token text, key_id text, playbook text,
    is_enabled {int} not null default 1 check (is_enabled in (0, 1)),
    revision {int} not null default 1,
    state text not null, state_code text, state_since {int} not null,
    told_state text, seen_at {int},
    added_at {int} not null, updated_at {int} not null,
    check ((sealed_token is null) = (key_id is null))
  ){strict};
  `,
)
