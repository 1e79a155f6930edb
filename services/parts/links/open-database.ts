import {
  connectDatabase,
  type Database,
  type DatabaseConfig,
  type DatabaseTarget,
  type Preparation,
  prepareDatabase,
} from '#shared/database'
import type { Clock, Logger } from '#shared/utils'

/** Which database the settings name: PostgreSQL when there is a URL, else the SQLite file. */
export function toTarget(config: DatabaseConfig): DatabaseTarget {
  if (config.url === null) return { engine: 'sqlite', path: config.db_path }
  return {
    engine: 'postgres',
    url: config.url.reveal(),
    poolSize: config.pool_size + config.max_overflow,
    statementTimeoutMs: config.statement_timeout_seconds * 1000,
    lockTimeoutMs: config.lock_timeout_seconds * 1000,
  }
}

/**
 * Brings the database up to date and opens it; a file of the earlier system is backed up and taken over first. Throws AppError
 * with the cure when it cannot be opened or written.
 */
export async function openDatabase(config: DatabaseConfig, clock: Clock, logger: Logger): Promise<Database> {
  const target = toTarget(config)
  tell(logger, await prepareDatabase(target, clock))
  return connectDatabase(target, { echo: config.echo ? logger : null })
}

function tell(logger: Logger, preparation: Preparation): void {
  if (preparation.kind === 'migrated') logger.info('database.migrated', { migrations: preparation.applied.join(',') })
  if (preparation.kind !== 'imported') return
  logger.info('database.imported', { backup: preparation.backupPath, warnings: preparation.warnings.length })
  for (const warning of preparation.warnings) logger.warn('database.import_warning', { ...warning })
}
