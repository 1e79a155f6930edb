import { defineMigration } from '../define-migration.ts'

/** The people of the business, each with a role of their own, and whose browsers and links are theirs. */
export const operators = defineMigration(
  '0023-operators',
  `
  create table operators (
    id {id},
    name text not null,
    role text not null check (role in ('viewer', 'operator', 'admin')),
    telegram_id {int},
    created_at {int} not null, updated_at {int} not null, revoked_at {int}
  ){strict};
  create unique index operators_telegram on operators (telegram_id) where telegram_id is not null and revoked_at is null;

  alter table sessions add column operator_id {int};
  create index sessions_operator on sessions (operator_id) where operator_id is not null;
  alter table login_links add column operator_id {int};
  create index login_links_operator on login_links (operator_id) where operator_id is not null;
  `,
)
