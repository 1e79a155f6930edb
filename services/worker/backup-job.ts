import { isBackupDue, keepErasures } from '#capabilities/backup'
import { listTombstones } from '#flow'
import { errorCode, type Repetition } from '#shared/utils'
import type { App } from '../app.ts'
import { toBackupPlan } from '../parts/backups/backup-plan.ts'
import { makeBackupAlone } from '../parts/backups/make-backup-alone.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

export type BackupApp = Pick<
  App,
  'clock' | 'database' | 'logger' | 'playbooksFolder' | 'settings' | 'target' | 'tellOwner'
>

/**
 * Makes a backup whenever the newest one is too old, so that a machine which was off makes one soon after its start; of several
 * workers one does. Beside them it keeps the list of those whom a restore must forget again.
 */
export function createBackupJobs(app: BackupApp): readonly Repetition[] {
  const plan = toBackupPlan(app.settings, app.playbooksFolder)
  const { every_hours: everyHours } = app.settings.backup
  const list: Repetition = {
    name: 'keep-erasures',
    everyMs: minuteMs,
    run: async () => {
      await keepErasures(plan.folder, await listTombstones(app.database.db))
      return 'done'
    },
  }
  if (everyHours === null) return [list]
  let isTold = false
  return [list, { name: 'make-backup', everyMs: minuteMs, run: () => makeWhenDue(everyHours * hourMs) }]

  async function makeWhenDue(everyMs: number): Promise<'done'> {
    try {
      if (await isBackupDue(plan.folder, everyMs, app.clock.now())) await makeBackupAlone(app, plan)
      isTold = false
    } catch (error) {
      app.logger.error('backup.failed', { code: errorCode(error) })
      // Tried again each minute; the owner is told once.
      if (!isTold) await app.tellOwner(failedWords(errorCode(error)))
      isTold = true
    }
    return 'done'
  }
}

function failedWords(code: string): { readonly ru: string; readonly en: string } {
  return {
    ru: `Резервная копия не получилась (${code}). Проверьте место на диске и папку backup.folder.`,
    en: `The backup failed (${code}). Check the room on the disk and the folder backup.folder.`,
  }
}
