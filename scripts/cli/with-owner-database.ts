import { formatFaults, readEnvironment } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { toTarget } from '../../services/parts/links/open-database.ts'
import { readSettings, type Settings } from '../../services/settings.ts'
import type { Surroundings } from './command.ts'

/** The owner's database, up to date, for as long as `work` takes. Settings that are wrong are shown, and the status is 2. */
export async function withOwnerDatabase(
  surroundings: Surroundings,
  work: (database: Database, settings: Settings) => Promise<number>,
): Promise<number> {
  const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
  if (outcome.kind !== 'loaded') {
    surroundings.complain(formatFaults(outcome.faults))
    return 2
  }
  const database = connectDatabase(toTarget(outcome.values.database), { echo: null })
  try {
    await migrate(database)
    return await work(database, outcome.values)
  } finally {
    await database.close()
  }
}
