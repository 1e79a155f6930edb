import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { type FoundFile, scanFolder } from '../indexing/scan-folder.ts'
import { checkPath } from './check-path.ts'

export interface AddedFile {
  /** From the folder of the documents, with `/`. */
  readonly path: string
  readonly bytes: Buffer
  /** Whether a file that lies there already may be replaced. */
  readonly isReplacing: boolean
}

export type FileAdded =
  /** It lies there and was read; what was found in it, its document tells. `path` is as it is stored. */
  | { readonly kind: 'placed'; readonly path: string; readonly isNew: boolean }
  /** Nothing was written: the path leaves the folder, or is of no kind that is read; the file is empty or too large; it belongs to another business. */
  | { readonly kind: 'refused'; readonly because: 'path' | 'file-type' | 'empty' | 'too-large' | 'foreign' }
  /** Nothing was written: there is such a file. */
  | { readonly kind: 'exists' }

export interface Place {
  readonly folder: string
  readonly includes: (path: string) => boolean
  readonly maxFileBytes: number
}

/** Puts a file among the documents, whole or not at all. Throws what the disk throws. */
export async function placeFile(
  { folder, includes, maxFileBytes }: Place,
  { path: given, bytes, isReplacing }: AddedFile,
): Promise<FileAdded> {
  const check = checkPath(given)
  if (check.kind === 'bad') return { kind: 'refused', because: check.because }
  const { path } = check
  if (!includes(path)) return { kind: 'refused', because: 'foreign' }
  if (bytes.length === 0) return { kind: 'refused', because: 'empty' }
  if (bytes.length > maxFileBytes) return { kind: 'refused', because: 'too-large' }
  await mkdir(folder, { recursive: true })
  const root = await realpath(folder)
  const target = join(root, path)
  if (!(await isInside(root, dirname(target)))) return { kind: 'refused', because: 'path' }
  const isNew = (await stat(target).catch(() => null)) === null
  if (!isNew && !isReplacing) return { kind: 'exists' }
  await mkdir(dirname(target), { recursive: true })
  await writeWhole(target, bytes)
  return { kind: 'placed', path, isNew }
}

/** A link on the way must not lead out of the folder: what does not exist yet cannot be one. */
async function isInside(root: string, folder: string): Promise<boolean> {
  const real = await realpath(folder).catch(() => null)
  if (real === null) return folder === root || isInside(root, dirname(folder))
  return real === root || real.startsWith(root + sep)
}

let uploads = 0

/** Under a hidden name first, which is no document: whoever looks at the folder sees the old file or the new one. */
async function writeWhole(target: string, bytes: Buffer): Promise<void> {
  uploads += 1
  const hidden = join(dirname(target), `.upload-${process.pid}-${uploads}`)
  const file = await open(hidden, 'w', 0o644)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(hidden, target)
}

/** Removes a document's file; nothing happens when it is gone. A link is removed itself, never what it leads to. */
export async function deleteFile(folder: string, path: string): Promise<void> {
  const file = await findFile(folder, path)
  if (file !== undefined) await rm(file.location, { force: true })
}

/** Null when the file is gone, or leads out of the folder. */
export async function readPlacedFile(folder: string, path: string): Promise<Buffer | null> {
  const file = await findFile(folder, path)
  return file === undefined || file.refusal !== null ? null : readFile(file.location).catch(() => null)
}

/** By the path that the index knows: on the disk its letters may be composed otherwise. */
async function findFile(folder: string, path: string): Promise<FoundFile | undefined> {
  return (await scanFolder(folder))?.find(file => file.path === path)
}
