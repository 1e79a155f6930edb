import { createHash } from 'node:crypto'
import type { Database } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import {
  type DocumentRow,
  deleteDocument,
  listDocuments,
  moveDocument,
  storeDocument,
  storeFailure,
} from './document-rows.ts'
import type { CompleteVectors } from './embed-missing.ts'
import { readBytes, readDocument } from './read-document.ts'
import { type FoundFile, scanFolder } from './scan-folder.ts'

export interface RefreshDeps {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly folder: string
  /** Null when no server makes vectors. */
  readonly embedMissing: CompleteVectors | null
  readonly includes: (path: string) => boolean
  readonly maxFileBytes: number
  /** Told before each file and after the last. */
  onProgress(progress: RefreshProgress): void
}

/** How many of the files have been looked at. */
export interface RefreshProgress {
  readonly done: number
  readonly total: number
}

/** What a refresh did: counts of documents, but for `embedded`, which counts passages. */
export interface RefreshReport {
  /** False when there is no such folder; then nothing was changed, because a disk that is not mounted is no wish to forget. */
  readonly isFolderThere: boolean
  readonly indexed: number
  readonly renamed: number
  readonly deleted: number
  readonly failed: number
  readonly unchanged: number
  readonly embedded: number
}

// Grows when documents are read or cut differently: what was indexed by an earlier version is then read again.
const formatVersion = 'v1'

/** Brings the tables in line with the folder, one transaction a document. When nothing changed it only looks at the files' times. */
export async function refreshIndex(deps: RefreshDeps, signal: AbortSignal): Promise<RefreshReport> {
  const found = await scanFolder(deps.folder)
  const files = found?.filter(({ path }) => deps.includes(path)) ?? null
  const counts = { indexed: 0, renamed: 0, deleted: 0, failed: 0, unchanged: 0 }
  if (files === null) return { isFolderThere: false, ...counts, embedded: 0 }
  const rows = await listDocuments(deps.database.db)
  const known = new Map(rows.map(row => [row.path, row]))
  const present = new Set(files.map(file => file.path))
  const gone = new Map(rows.filter(row => !present.has(row.path)).map(row => [row.id, row]))
  const changed: number[] = []
  for (const [done, file] of files.entries()) {
    deps.onProgress({ done, total: files.length })
    if (signal.aborted) return { isFolderThere: true, ...counts, embedded: 0 }
    const outcome = await refreshFile(deps, file, { row: known.get(file.path), gone })
    counts[outcome.kind] += 1
    if (outcome.kind === 'indexed') changed.push(outcome.id)
  }
  deps.onProgress({ done: files.length, total: files.length })
  for (const id of gone.keys()) await deps.database.transaction(tx => deleteDocument(tx, id))
  counts.deleted = gone.size
  const embedded = deps.embedMissing === null ? 0 : await deps.embedMissing(changed, signal)
  return { isFolderThere: true, ...counts, embedded }
}

interface KnownDocuments {
  readonly row: DocumentRow | undefined
  /** Documents without a file. One that turns up at another path is taken out. */
  readonly gone: Map<number, DocumentRow>
}

type FileOutcome =
  | { readonly kind: 'indexed'; readonly id: number }
  | { readonly kind: 'renamed' | 'failed' | 'unchanged' }

async function refreshFile(deps: RefreshDeps, file: FoundFile, { row, gone }: KnownDocuments): Promise<FileOutcome> {
  if (row !== undefined && isUntouched(row, file)) return { kind: 'unchanged' }
  const refusal = file.refusal ?? refuseSize(file, deps.maxFileBytes)
  if (refusal !== null) return fail(deps, file, { contentHash: `${formatVersion}:refused`, error: refusal })
  const bytes = await readBytes(file)
  if (bytes === null) return { kind: 'unchanged' }
  const contentHash = `${formatVersion}:${createHash('sha256').update(bytes).digest('base64url')}`
  const stored = { file, contentHash, indexedAt: deps.clock.now() }
  const same = row ?? [...gone.values()].find(other => other.content_hash === contentHash && other.state === 'indexed')
  if (same !== undefined && same.content_hash === contentHash && sameKind(same.path, file.path)) {
    await deps.database.transaction(tx => moveDocument(tx, same.id, stored))
    gone.delete(same.id)
    return { kind: row === undefined ? 'renamed' : 'unchanged' }
  }
  const outcome = await readDocument(file, bytes, deps.logger)
  if (outcome.kind === 'failed') return fail(deps, file, { contentHash, error: outcome.error })
  const id = await deps.database.transaction(tx => storeDocument(tx, stored, outcome.chunks))
  return { kind: 'indexed', id }
}

/** The version stands in the hash: a document of an earlier one is never untouched. */
function isUntouched(row: DocumentRow, file: FoundFile): boolean {
  return (
    row.bytes === file.bytes && row.modified_at === file.modifiedAt && row.content_hash.startsWith(`${formatVersion}:`)
  )
}

/** Null when it may be read. */
export function refuseSize(file: FoundFile, maxFileBytes: number): string | null {
  if (file.bytes <= maxFileBytes) return null
  const [size, limit] = [file.bytes, maxFileBytes].map(bytes => (bytes / 1024 / 1024).toFixed(1))
  return `${file.path} has ${size} MB, more than rag.max_file_megabytes allows (${limit} MB). Split it, or raise that setting.`
}

function sameKind(path: string, other: string): boolean {
  const extension = (name: string): string => name.slice(name.lastIndexOf('.')).toLowerCase()
  return extension(path) === extension(other)
}

async function fail(
  deps: RefreshDeps,
  file: FoundFile,
  { contentHash, error }: { readonly contentHash: string; readonly error: string },
): Promise<FileOutcome> {
  await deps.database.transaction(tx => storeFailure(tx, { file, contentHash, indexedAt: deps.clock.now() }, error))
  return { kind: 'failed' }
}
