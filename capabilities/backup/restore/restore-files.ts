import type { Secret } from '#shared/utils'
import { createFilePutter, type FileReport } from '../files/put-files.ts'
import type { FileRoot } from '../files/read-roots.ts'
import type { Manifest } from '../format/marks.ts'
import { readBackup } from '../format/read-backup.ts'

export interface FilesOrder {
  readonly path: string
  readonly passphrase: Secret | null
  readonly roots: readonly FileRoot[]
  readonly isReplacing: boolean
  readonly nowMs: number
}

/** Puts the files of a backup back, of one that was proved before. */
export async function restoreFiles({ path, passphrase, roots, isReplacing, nowMs }: FilesOrder): Promise<FileReport> {
  const putter = createFilePutter(
    roots,
    isReplacing,
    new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, ''),
  )
  for await (const part of readBackup(path, passphrase))
    if (part.kind === 'file') putter.put(part.root, part.path, part.content)
  return putter.report()
}

/** Reads a backup through and proves every part of it, without a database. */
export async function checkBackup(path: string, passphrase: Secret | null): Promise<Manifest> {
  for await (const part of readBackup(path, passphrase)) if (part.kind === 'manifest') return part.manifest
  throw new TypeError('a whole backup ends with its manifest')
}
