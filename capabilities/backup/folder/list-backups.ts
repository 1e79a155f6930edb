import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '#shared/utils'
import { readBackupName } from './backup-name.ts'

export interface KeptBackup {
  readonly path: string
  readonly madeAtMs: number
}

/** With what each of them takes on the disk; null for one that went away meanwhile. */
export interface WeighedBackup extends KeptBackup {
  readonly bytes: number | null
}

/** As `listBackups`, weighed. */
export async function weighBackups(folder: string): Promise<readonly WeighedBackup[]> {
  const backups = await listBackups(folder)
  return Promise.all(backups.map(async backup => ({ ...backup, bytes: await weigh(backup.path) })))
}

/** The whole backups of a folder, the newest first; none when there is no such folder. */
export async function listBackups(folder: string): Promise<readonly KeptBackup[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  })
  const backups = names.flatMap(name => {
    const madeAtMs = readBackupName(name)
    return madeAtMs === null ? [] : [{ path: join(folder, name), madeAtMs }]
  })
  return backups.sort((one, other) => other.madeAtMs - one.madeAtMs)
}

function weigh(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  )
}
