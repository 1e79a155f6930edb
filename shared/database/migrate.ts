import { sql } from 'kysely'
import { AppError } from '#shared/utils'
import type { Database, Db, Engine, Tx } from './connect.ts'
import type { Migration } from './define-migration.ts'
import { firstTables } from './migrations/0001-first-tables.ts'
import { selling } from './migrations/0002-selling.ts'
import { blockedPeople } from './migrations/0003-blocked-people.ts'
import { access } from './migrations/0004-access.ts'
import { search } from './migrations/0005-search.ts'
import { webhooks } from './migrations/0006-webhooks.ts'
import { analytics } from './migrations/0007-analytics.ts'
import { conversationLists } from './migrations/0008-conversation-lists.ts'
import { forgetting } from './migrations/0009-forgetting.ts'
import { meetingLists } from './migrations/0010-meeting-lists.ts'
import { media } from './migrations/0011-media.ts'
import { business } from './migrations/0013-business.ts'
import { cockpit } from './migrations/0014-cockpit.ts'
import { botAccounts } from './migrations/0015-bot-accounts.ts'
import { modelTimes } from './migrations/0017-model-times.ts'
import { forgottenPeople } from './migrations/0018-forgotten-people.ts'
import { turnThoughts } from './migrations/0019-turn-thoughts.ts'
import { retention } from './migrations/0020-retention.ts'
import { blockedContacts } from './migrations/0021-blocked-contacts.ts'
import { pausedConnections } from './migrations/0022-paused-connections.ts'
import { operators } from './migrations/0023-operators.ts'
import { answersOfADay } from './migrations/0024-answers-of-a-day.ts'
import { heldParts } from './migrations/0026-held-parts.ts'

// In order; a released migration is never edited, only followed by another.
const released: readonly Migration[] = [
  firstTables,
  selling,
  blockedPeople,
  access,
  search,
  webhooks,
  analytics,
  conversationLists,
  forgetting,
  meetingLists,
  media,
  business,
  cockpit,
  botAccounts,
  modelTimes,
  forgottenPeople,
  turnThoughts,
  retention,
  blockedContacts,
  pausedConnections,
  operators,
  answersOfADay,
  heldParts,
]

export interface MigrationResult {
  /** Names of the migrations that ran now; empty when the database was up to date. */
  readonly applied: readonly string[]
}

/**
 * Brings the schema up to date in one transaction: all of it or nothing. Safe from several processes at once: one does the
 * work, the others wait for it and find nothing left to do. Throws `database.too_new` when a later version of the platform was
 * here, and `database.migration_failed`.
 */
export async function migrate(database: Database, migrations = released): Promise<MigrationResult> {
  return database.transaction(async tx => {
    if (database.engine === 'postgres') await waitForOtherMigrators(tx)
    await refuseUnfinishedCopy(tx, database.engine)
    const known = await readApplied(tx)
    refuseNewer(known, migrations)
    const missing = migrations.filter(migration => !known.has(migration.name))
    for (const migration of missing) await apply(tx, migration, database.engine)
    return { applied: missing.map(migration => migration.name) }
  })
}

/** Names of all migrations of this version, in their order. */
export const migrationNames: readonly string[] = released.map(({ name }) => name)

/**
 * Makes the schema as it was after the migrations `names`: what a backup of an earlier version is loaded into before `migrate`
 * brings it up to date. Throws `database.too_new` when this version does not know all of them.
 */
export function migrateTo(database: Database, names: readonly string[]): Promise<MigrationResult> {
  refuseNewer(new Set(names), released)
  return migrate(
    database,
    released.filter(({ name }) => names.includes(name)),
  )
}

/** Names of the migrations that `migrate` would run. Changes nothing. Throws `database.too_new`. */
export async function listPendingMigrations(db: Db, migrations = released): Promise<readonly string[]> {
  const tables = await db.introspection.getTables()
  const known = tables.some(table => table.name === 'migrations') ? await readNames(db) : new Set<string>()
  refuseNewer(known, migrations)
  return migrations.filter(migration => !known.has(migration.name)).map(migration => migration.name)
}

// On SQLite the transaction itself is the lock: it begins IMMEDIATE. Who waits here may wait for a long migration of another.
async function waitForOtherMigrators(tx: Tx): Promise<void> {
  await sql`set local lock_timeout = 0`.execute(tx)
  await sql`select pg_advisory_xact_lock(hashtextextended('telegram-ai-platform migrations', 0))`.execute(tx)
}

async function refuseUnfinishedCopy(tx: Tx, engine: Engine): Promise<void> {
  const inFile = sql`select 1 from sqlite_master where name = 'copy_progress'`
  const { rows } = await (engine === 'sqlite'
    ? inFile
    : sql`select to_regclass('copy_progress') where to_regclass('copy_progress') is not null`
  ).execute(tx)
  if (rows.length === 0) return
  const message =
    'the database holds a copy that has not ended: finish it with `npm run cli -- copy-database`, or empty it'
  throw new AppError('database.unfinished_copy', message, { public: message })
}

async function readApplied(tx: Tx): Promise<ReadonlySet<string>> {
  await sql`create table if not exists migrations (name text primary key not null)`.execute(tx)
  return readNames(tx)
}

async function readNames(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db)
  return new Set(rows.map(row => row.name))
}

function refuseNewer(known: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const unknown = [...known].filter(name => !migrations.some(migration => migration.name === name))
  if (unknown.length === 0) return
  const message = `the database was made by a later version (${unknown.join(', ')}): install that version or restore a backup`
  throw new AppError('database.too_new', message, { public: message })
}

async function apply(tx: Tx, migration: Migration, engine: Engine): Promise<void> {
  try {
    await migration.run(tx, engine)
    await sql`insert into migrations (name) values (${migration.name})`.execute(tx)
  } catch (cause) {
    throw new AppError('database.migration_failed', `migration ${migration.name} failed; nothing was changed`, {
      cause,
    })
  }
}
