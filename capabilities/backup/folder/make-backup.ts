import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseTarget } from '#shared/database'
import type { Secret } from '#shared/utils'
import type { FileRoot } from '../files/read-roots.ts'
import { type WrittenBackup, writeBackup } from '../format/write-backup.ts'
import { nameBackup } from './backup-name.ts'
import { chooseExpired, type Keeping } from './choose-expired.ts'
import { listBackups } from './list-backups.ts'

export interface BackupPlan {
  readonly target: DatabaseTarget
  readonly folder: string
  readonly roots: readonly FileRoot[]
  /** What holds secrets: part of it only when it is sealed. */
  readonly secretRoots: readonly FileRoot[]
  readonly passphrase: Secret | null
  readonly keeping: Keeping
}

export interface MadeBackup extends WrittenBackup {
  /** How many older ones were removed. */
  readonly removed: number
}

/** Makes one more backup in the folder of the plan, then removes those that need not be kept: never before there is a newer one. */
export async function makeBackup(plan: BackupPlan, nowMs: number): Promise<MadeBackup> {
  const { target, folder, passphrase, keeping } = plan
  const roots = passphrase === null ? plan.roots : [...plan.roots, ...plan.secretRoots]
  const written = await writeBackup({ target, roots, passphrase, nowMs, path: findFreePath(folder, nowMs) })
  const expired = chooseExpired(await listBackups(folder), keeping)
  for (const { path } of expired) await rm(path, { force: true })
  return { ...written, removed: expired.length }
}

/** Names tell seconds: one that is made within the second of another takes the next, and never its place. */
function findFreePath(folder: string, nowMs: number): string {
  const path = join(folder, nameBackup(nowMs))
  return existsSync(path) ? findFreePath(folder, nowMs + 1000) : path
}

/** Whether the newest backup of the folder is older than it should be, or there is none. */
export async function isBackupDue(folder: string, everyMs: number, nowMs: number): Promise<boolean> {
  const [newest] = await listBackups(folder)
  // A clock that was set back must not put the next one off for ever.
  return newest === undefined || newest.madeAtMs > nowMs || nowMs - newest.madeAtMs >= everyMs
}
