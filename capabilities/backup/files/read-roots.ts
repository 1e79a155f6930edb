import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** A folder, or one file, that a backup holds beside the database. */
export interface FileRoot {
  /** What it is called in the backup. */
  readonly name: string
  readonly path: string
  /** Lines of the file that belong to this machine: no backup holds them, and what is put back keeps those that are there. */
  readonly ownLines?: RegExp
}

export interface RootFile {
  readonly root: string
  /** Below the root, with `/`; empty when the root itself is a file. */
  readonly path: string
  /** Null for one too large to be kept. */
  readonly content: Buffer | null
}

// A document that the knowledge base reads has 10 MB by default; what is larger than this is no document.
const largestBytes = 64_000_000

/** Every file below the roots, in the order of their names. A root that is not there has none; links are not followed. */
export async function* readRoots(roots: readonly FileRoot[]): AsyncGenerator<RootFile> {
  for (const { name, path, ownLines } of roots) {
    for (const file of await listFiles(path)) {
      const place = file === '' ? path : join(path, file)
      const { size } = await stat(place)
      const content = size > largestBytes ? null : withoutLines(await readFile(place), ownLines)
      yield { root: name, path: file.split(sep).join('/'), content }
    }
  }
}

/** What a backup holds of such a file. */
export function withoutLines(content: Buffer, lines: RegExp | undefined): Buffer {
  if (lines === undefined) return content
  const kept = content.toString('utf8').split('\n')
  return Buffer.from(kept.filter(line => !lines.test(line)).join('\n'))
}

async function listFiles(path: string): Promise<readonly string[]> {
  const found = await lstat(path).catch(() => null)
  if (found === null) return []
  if (!found.isDirectory()) return found.isFile() ? [''] : []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return files.map(file => file.slice(path.length).replace(/^[\\/]+/, '')).sort()
}
