import { sql } from 'kysely'
import { defineMigration, type Migration } from '../define-migration.ts'

const index = defineMigration('0020-retention', 'create index rate_limits_last on rate_limits (last_message_time);')

/** What pruning needs: the people who were quiet longest, and entries of the audit log that may go because they are over a year old. */
export const retention: Migration = {
  name: index.name,
  async run(tx, engine) {
    await index.run(tx, engine)
    for (const statement of prunable[engine]) await sql.raw(statement).execute(tx)
  },
}

const refusal = 'the audit log is append-only'
const yearMs = 365 * 24 * 60 * 60 * 1000

// By the clock of the database: whoever writes to it cannot make an entry older than it is.
const prunable = {
  sqlite: [
    'drop trigger audit_log_no_delete',
    `create trigger audit_log_no_delete before delete on audit_log
      when old.occurred_at > unixepoch() * 1000 - ${yearMs}
      begin select raise(abort, '${refusal}'); end`,
  ],
  postgres: [
    'drop trigger audit_log_append_only on audit_log',
    `create or replace function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if old.occurred_at <= extract(epoch from clock_timestamp()) * 1000 - ${yearMs} then return old; end if;
      end if;
      raise exception '${refusal}';
    end $$`,
    'create trigger audit_log_append_only before update or delete on audit_log for each row execute function refuse_audit_change()',
    'create trigger audit_log_no_truncate before truncate on audit_log for each statement execute function refuse_audit_change()',
  ],
} as const
