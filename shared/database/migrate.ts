import { type Migration, Migrator } from 'kysely/migration'
import { AppError } from '#shared/utils'
import type { Database } from './connect.ts'
import { firstTables } from './migrations/0001-first-tables.ts'

// In order; a released migration is never edited, only followed by another.
const migrations = [firstTables]

export interface MigrationResult {
  /** Names of the migrations that ran now; empty when the database was up to date. */
  readonly applied: readonly string[]
}

/** Brings the schema up to date; safe to call from several processes at once. Throws `database.migration_failed`. */
export async function migrate(database: Database): Promise<MigrationResult> {
  const migrator = new Migrator({
    db: database.db,
    provider: {
      getMigrations: async (): Promise<Record<string, Migration>> =>
        Object.fromEntries(migrations.map(migration => [migration.name, migration.forEngine(database.engine)])),
    },
  })
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find(result => result.status === 'Error')
  if (error !== undefined) {
    throw new AppError('database.migration_failed', `migration ${failed?.migrationName ?? 'set-up'} failed`, {
      cause: error,
    })
  }
  return { applied: (results ?? []).map(result => result.migrationName) }
}
