import { type MadeBackup, type WeighedBackup, weighBackups } from '#capabilities/backup'
import { errorCode } from '#shared/utils'
import type { App } from '../../app.ts'
import { toBackupPlan } from './backup-plan.ts'
import { makeBackupAlone } from './make-backup-alone.ts'

/** The copies of everything, as an administrator sees and makes them. */
export interface Backups {
  readonly folder: string
  /** Whether the next one is made unreadable for whoever has no passphrase. */
  readonly isEncrypted: boolean
  /** How often one is made by itself; null: only when somebody asks for it. */
  readonly everyHours: number | null
  /** The newest first. */
  readonly list: () => Promise<BackupList>
  /** Resolves when it is made, which takes seconds to minutes; never throws. */
  readonly make: () => Promise<BackupOutcome>
}

export type BackupList =
  | { readonly kind: 'listed'; readonly backups: readonly WeighedBackup[] }
  /** The folder cannot be read: `EACCES`, `ENOTDIR`, … */
  | { readonly kind: 'failed'; readonly code: string }

export type BackupOutcome =
  | ({ readonly kind: 'made' } & Pick<MadeBackup, 'path' | 'bytes' | 'removed'>)
  /** Another one is being made. */
  | { readonly kind: 'busy' }
  /** Nothing was kept of it: `ENOSPC`, `EACCES`, … */
  | { readonly kind: 'failed'; readonly code: string }

/** The backups of this installation, for whoever asks for them in the dashboard. */
export function createBackups(
  app: Pick<App, 'clock' | 'database' | 'logger' | 'playbooksFolder' | 'settings' | 'target'>,
): Backups {
  const plan = toBackupPlan(app.settings, app.playbooksFolder)
  return {
    folder: plan.folder,
    isEncrypted: plan.passphrase !== null,
    everyHours: app.settings.backup.every_hours,
    async list() {
      try {
        return { kind: 'listed', backups: await weighBackups(plan.folder) }
      } catch (error) {
        return { kind: 'failed', code: errorCode(error) }
      }
    },
    async make() {
      try {
        const made = await makeBackupAlone(app, plan)
        return made === null ? { kind: 'busy' } : { kind: 'made', ...made }
      } catch (error) {
        app.logger.error('backup.failed', { code: errorCode(error) })
        return { kind: 'failed', code: errorCode(error) }
      }
    },
  }
}
