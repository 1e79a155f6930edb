import { type BackupPlan, keepErasures, type MadeBackup, makeBackup } from '#capabilities/backup'
import { listTombstones } from '#flow'
import { acquireProcessLock } from '#shared/database'
import type { App } from '../../app.ts'

/**
 * Makes a backup, and lists beside it whom a restore must forget again; null when one is being made already, here or in another
 * process. Throws when it fails: nothing half-made is left.
 */
export async function makeBackupAlone(
  { clock, database, logger, target }: Pick<App, 'clock' | 'database' | 'logger' | 'target'>,
  plan: BackupPlan,
): Promise<MadeBackup | null> {
  const lock = await acquireProcessLock(target, 'backup')
  if (lock === null) return null
  const startedAt = clock.now()
  try {
    const made = await makeBackup(plan, startedAt)
    await keepErasures(plan.folder, await listTombstones(database.db))
    logger.info('backup.made', { bytes: made.bytes, removed: made.removed, tookMs: clock.now() - startedAt })
    return made
  } finally {
    await lock.release()
  }
}
