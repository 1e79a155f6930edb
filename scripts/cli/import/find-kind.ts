import { closeSync, openSync, readSync } from 'node:fs'

export type FileKind = 'database' | 'unknown'

/** What a file is, by what stands in it: earlier databases bear all kinds of names. */
export function findKind(path: string): FileKind {
  return readStart(path).startsWith('SQLite format 3\0') ? 'database' : 'unknown'
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
