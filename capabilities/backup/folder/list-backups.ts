import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '#shared/utils'
import { readBackupName } from './backup-name.ts'

export interface KeptBackup {
  readonly path: string
  readonly madeAtMs: number
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
