import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'

/** A folder, or one file, that a backup holds beside the database. */
export interface FileRoot {
  /** What it is called in the backup. */
  readonly name: string
  readonly path: string
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
  for (const { name, path } of roots) {
    for (const file of await listFiles(path)) {
      const place = file === '' ? path : join(path, file)
      const { size } = await stat(place)
      const content = size > largestBytes ? null : await readFile(place)
      yield { root: name, path: file.split(sep).join('/'), content }
    }
  }
}

async function listFiles(path: string): Promise<readonly string[]> {
  const found = await lstat(path).catch(() => null)
  if (found === null) return []
  if (!found.isDirectory()) return found.isFile() ? [''] : []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return files.map(file => file.slice(path.length).replace(/^[\\/]+/, '')).sort()
}
