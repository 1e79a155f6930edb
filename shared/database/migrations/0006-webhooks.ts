import { sql } from 'kysely'
import { defineMigration, type Migration } from '../define-migration.ts'

const tables = defineMigration(
  '0006-webhooks',
  `
  create index events_type on events (type, id);

  create table webhooks (
    id {id},
    url text not null, event_types text not null, description text,
    is_active {int} not null default 1 check (is_active in (0, 1)), disabled_reason text,
    secret text not null, former_secret text, former_secret_until {int},
    begins_after {int} not null,
    failures {int} not null default 0, failing_since {int}, retry_at {int}, leased_until {int},
    created_at {int} not null, updated_at {int} not null
  ){strict};

  create table webhook_deliveries (
    id {id},
    webhook_id {int} not null references webhooks (id) on delete cascade,
    event_position {int} not null references events (id) on delete cascade,
    state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
    attempts {int} not null default 0, next_attempt_at {int} not null, retry_until {int} not null,
    last_status {int}, last_error text,
    created_at {int} not null, settled_at {int},
    unique (webhook_id, event_position)
  ){strict};
  create index webhook_deliveries_state on webhook_deliveries (webhook_id, state, id);
  create index webhook_deliveries_event on webhook_deliveries (event_position);
  create index webhook_deliveries_settled on webhook_deliveries (settled_at) where settled_at is not null;
  `,
)

/** Subscriptions and what was delivered to them; on PostgreSQL also the log of events read in order while it is written. */
export const webhooks: Migration = {
  name: tables.name,
  async run(tx, engine) {
    await tables.run(tx, engine)
    if (engine === 'postgres') for (const statement of settledPosition) await sql.raw(statement).execute(tx)
  },
}

/**
 * PostgreSQL hands out row ids before commits, so a transaction may commit after one with a higher id, and a reader that has
 * passed by would never see it. Therefore whoever writes events first marks, by a shared advisory lock that ends with the
 * transaction and waits for nobody, which ids may still be on their way: those above the newest of that moment. Readers stop
 * below the lowest mark. 17750 ("EV") in the upper 16 bits tells these locks from others.
 */
const settledPosition = [
  `create function mark_events_on_their_way() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared((17750::bigint << 48) | case when is_called then last_value else 0 end)
      from events_id_seq;
    return null;
  end $$`,
  `create trigger events_on_their_way before insert on events
    for each statement execute function mark_events_on_their_way()`,
  // In this order: an id handed out after the first statement is above its answer, and who has an older one still holds a lock,
  // or has committed.
  `create function settled_event_position() returns bigint language plpgsql as $$
  declare newest bigint; lowest_mark bigint;
  begin
    select case when is_called then last_value else 0 end into newest from events_id_seq;
    select min(((classid::bigint & 65535) << 32) | objid::bigint) into lowest_mark from pg_locks
      where locktype = 'advisory' and mode = 'ShareLock' and objsubid = 1 and classid::bigint >> 16 = 17750
        and database = (select oid from pg_database where datname = current_database());
    return least(newest, coalesce(lowest_mark, newest));
  end $$`,
]
