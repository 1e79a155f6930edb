import { sql } from 'kysely'
import { defineMigration, type Migration } from '../define-migration.ts'

const tables = defineMigration(
  '0004-access',
  `
  create table api_keys (
    id {id},
    name text not null, prefix text not null, key_hash text not null unique,
    role text not null check (role in ('viewer', 'operator', 'admin')),
    created_at {int} not null, expires_at {int}, last_used_at {int}, revoked_at {int}
  ){strict};

  create table audit_log (
    id {id},
    occurred_at {int} not null, actor text not null, action text not null, target text, before_json text, after_json text
  ){strict};
  create index audit_log_target on audit_log (target, id) where target is not null;
  create index audit_log_actor on audit_log (actor, id);
  create index audit_log_action on audit_log (action, id);

  create table idempotent_requests (
    actor text not null, idempotency_key text not null,
    request_hash text not null,
    status {int}, headers_json text, body text,
    created_at {int} not null, expires_at {int} not null,
    primary key (actor, idempotency_key)
  ){strict};
  create index idempotent_requests_expiry on idempotent_requests (expires_at);

  alter table sessions add column role text not null default 'admin' check (role in ('viewer', 'operator', 'admin'));
  alter table login_links add column role text not null default 'admin' check (role in ('viewer', 'operator', 'admin'));

  alter table leads add column deleted_at {int};

  create table lead_notes (
    id {id},
    lead_id {int} not null references leads (id) on delete cascade,
    author text not null, text text not null, created_at {int} not null
  ){strict};
  create index lead_notes_lead on lead_notes (lead_id, id);
  `,
)

/** Keys, roles, and a log of who changed what, which the database itself keeps from being rewritten. */
export const access: Migration = {
  name: tables.name,
  async run(tx, engine) {
    await tables.run(tx, engine)
    for (const statement of appendOnly[engine]) await sql.raw(statement).execute(tx)
  },
}

const refusal = 'the audit log is append-only'

// Bodies of triggers hold semicolons, and the two engines write them differently.
const appendOnly = {
  sqlite: ['update', 'delete'].map(
    verb =>
      `create trigger audit_log_no_${verb} before ${verb} on audit_log begin select raise(abort, '${refusal}'); end`,
  ),
  postgres: [
    `create function refuse_audit_change() returns trigger language plpgsql as $$ begin raise exception '${refusal}'; end $$`,
    'create trigger audit_log_append_only before update or delete or truncate on audit_log for each statement execute function refuse_audit_change()',
  ],
} as const
