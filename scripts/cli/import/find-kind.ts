import { closeSync, openSync, readSync } from 'node:fs'
import { tableExtensions } from '#shared/documents'

export type FileKind = 'database' | 'table' | 'unknown'

/** What a file is. A database by what stands in it: earlier ones bear all kinds of names. A table by how its name ends. */
export function findKind(path: string): FileKind {
  if (readStart(path).startsWith('SQLite format 3\0')) return 'database'
  return tableExtensions.some(extension => path.toLowerCase().endsWith(`.${extension}`)) ? 'table' : 'unknown'
}

function readStart(path: string): string {
  const handle = openSync(path, 'r')
  try {
    const start = Buffer.alloc(16)
    return start.toString('latin1', 0, readSync(handle, start))
  } finally {
    closeSync(handle)
  }
}
