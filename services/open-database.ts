import { connectDatabase, type Database, type DatabaseConfig, type DatabaseTarget, migrate } from '#shared/database'
import type { Logger } from '#shared/utils'

/** Which database the settings name: PostgreSQL when there is a URL, else the SQLite file. */
export function toTarget(config: DatabaseConfig): DatabaseTarget {
  if (config.url === null) return { engine: 'sqlite', path: config.db_path }
  return { engine: 'postgres', url: config.url.reveal(), poolSize: config.pool_size + config.max_overflow }
}

/** Opens the database and brings it up to date; a file of the earlier system is backed up and taken over. */
export async function openDatabase(target: DatabaseTarget, logger: Logger): Promise<Database> {
  const database = connectDatabase(target)
  const { applied } = await migrate(database)
  if (applied.length > 0) logger.info('database.migrated', { engine: target.engine, migrations: applied.length })
  return database
}
