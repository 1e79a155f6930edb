import type { Dirent } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export interface FoundFile {
  /** From the folder, with `/`, in Unicode's composed form (macOS writes й as two characters). */
  readonly path: string
  /** Where to open it. */
  readonly location: string
  readonly bytes: number
  /** The later of the times of its content and of its place: a copy that keeps the old time is noticed too. */
  readonly modifiedAt: number
  /** Why it may not be opened, with the cure; null when it may. */
  readonly refusal: string | null
}

/**
 * Every file below the folder, by path; null when there is no such folder. Hidden files and the lock files of office programs
 * are no documents. A link is never followed: what it shows inside the folder is found by its own path, what lies outside is refused,
 * because a link must not make the whole disk quotable.
 */
export async function scanFolder(folder: string): Promise<readonly FoundFile[] | null> {
  const root = await realpath(folder).catch(() => null)
  const entries = root === null ? null : await readdir(root, { recursive: true, withFileTypes: true }).catch(() => null)
  if (root === null || entries === null) return null
  const visible = entries.map(entry => describeEntry(root, entry)).filter(({ path }) => !isHidden(path))
  const found = await Promise.all(visible.map(entry => describeFile(root, entry)))
  return found.filter(file => file !== null).sort((one, other) => (one.path < other.path ? -1 : 1))
}

interface Entry {
  readonly path: string
  readonly location: string
  readonly isLink: boolean
  readonly isFile: boolean
}

function describeEntry(root: string, entry: Dirent): Entry {
  const location = join(entry.parentPath, entry.name)
  const path = relative(root, location).split(sep).join('/').normalize('NFC')
  return { path, location, isLink: entry.isSymbolicLink(), isFile: entry.isFile() }
}

function isHidden(path: string): boolean {
  return path.split('/').some(part => part.startsWith('.') || part.startsWith('~$'))
}

/** Null for folders, and for what was deleted while we looked. */
async function describeFile(root: string, entry: Entry): Promise<FoundFile | null> {
  const { path, location, isLink, isFile } = entry
  if (!isLink && !isFile) return null
  const stats = await lstat(location).catch(() => null)
  if (stats === null) return null
  const modifiedAt = Math.floor(Math.max(stats.mtimeMs, stats.ctimeMs))
  const file = { path, location, bytes: stats.size, modifiedAt, refusal: null }
  if (!isLink) return file
  const target = await realpath(location).catch(() => null)
  if (target?.startsWith(root + sep)) return null
  const refusal = `${path} is a link to a place outside the knowledge base. Put a copy of the file here instead.`
  return { ...file, refusal }
}
