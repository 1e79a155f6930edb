import { formatFaults, readEnvironment } from '#shared/config'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { toTarget } from '../../../services/parts/links/open-database.ts'
import { readSettings, type Settings } from '../../../services/settings.ts'
import type { Surroundings } from '../command.ts'

/** Runs `work` on the configured database, brought up to date; status 2 when the configuration has faults. */
export async function withDatabase(
  { complain }: Surroundings,
  work: (database: Database, settings: Settings) => Promise<number>,
): Promise<number> {
  const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
  if (outcome.kind !== 'loaded') {
    complain(formatFaults(outcome.faults))
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
