import type { Database } from '#shared/database'
import { type Clock, errorCode, type Logger } from '#shared/utils'
import type { Embed } from './embedding.ts'
import { type AddedFile, deleteFile, type FileAdded, placeFile, readPlacedFile } from './files/place-file.ts'
import { listDocuments } from './indexing/document-rows.ts'
import { createEmbedMissing } from './indexing/embed-missing.ts'
import { type RefreshProgress, type RefreshReport, refreshIndex } from './indexing/refresh-index.ts'
import { findDocument } from './list-documents.ts'
import type { Knowledge, Passage } from './passage.ts'
import { createPassageStore, type OwnerOf } from './search/passage-store.ts'
import { createMeaningReader, type Meaning } from './search/read-meaning.ts'
import { createSearchCount } from './search/search-count.ts'
import { searchPassages } from './search/search-passages.ts'

export interface KnowledgeDeps {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  /** Where the documents lie. */
  readonly folder: string
  /** Which of its files (path from the folder, with `/`) are read; default: all. */
  readonly includes?: (path: string) => boolean
  /** The business that alone sees a file; null: all of them do. Default: all see everything. */
  readonly ownerOf?: OwnerOf
  /** The businesses that have documents of their own, now; default: none. */
  readonly listBusinesses?: () => readonly string[]
  /** Null when there is no model server: words alone decide. */
  readonly embed: Embed | null
  readonly settings: KnowledgeSettings
}

export interface KnowledgeSettings {
  /** From which score on a match is strong. */
  readonly strongScore: number
  readonly maxFileBytes: number
  readonly embeddingTimeoutMs: number
  readonly searchesPerLogLine: number
}

/** A document that could not be read, with the words for the owner: the place and the cure. */
export interface FailedDocument {
  readonly path: string
  readonly error: string
}

export interface KnowledgeStatus {
  readonly folder: string
  readonly documents: number
  readonly passages: number
  readonly failed: readonly FailedDocument[]
  /** When something in the index last changed; null when it is empty. */
  readonly changedAt: number | null
  /** How far this process is with a look at the folder; null when none is under way here. */
  readonly refreshing: RefreshProgress | null
}

export interface KnowledgeBase extends Knowledge {
  /**
   * Brings the index in line with the folder. Cheap when nothing changed, so it may be called every few seconds; a second call
   * while one runs waits for that one. Throws only what the database throws.
   */
  refresh(signal: AbortSignal): Promise<RefreshReport>
  status(): Promise<KnowledgeStatus>
  /** Puts a file among the documents and reads it at once. Throws what the disk or the database throws. */
  addFile(file: AddedFile): Promise<FileAdded>
  /** Takes a document out of the folder and the index; false when there is none with this id. Safe to repeat. */
  removeFile(documentId: number): Promise<boolean>
  /** The bytes of a document as they lie on the disk now; null when it is not there, or may not be read. */
  readFile(documentId: number): Promise<Buffer | null>
  /** The business that alone sees the document at a path; null: all of them do. */
  readonly ownerOf: OwnerOf
  /** The businesses that are told apart: whose documents are read, now. */
  readonly listBusinesses: () => readonly string[]
  /** The largest file that is read. */
  readonly maxFileBytes: number
}

// Another process may have indexed: how old the view of the tables may be that a search uses.
const freshForMs = 1_000

/** The owner's documents, searchable by any process on the database; one of them calls `refresh`. */
export function createKnowledge(deps: KnowledgeDeps): KnowledgeBase {
  const { clock, database, embed, folder, logger, settings } = deps
  const { includes = () => true, ownerOf = () => null, listBusinesses = () => [] } = deps
  const store = createPassageStore(database.db, ownerOf)
  const vectors = embed === null ? null : createEmbedMissing({ database, clock, embed })
  const askMeaning =
    embed === null ? null : createMeaningReader({ embed, clock, timeoutMs: settings.embeddingTimeoutMs })
  const count = createSearchCount(logger, settings.searchesPerLogLine)
  let refreshing: Promise<RefreshReport> | null = null
  let progress: RefreshProgress | null = null
  let synchronisedAt = Number.NEGATIVE_INFINITY
  const { maxFileBytes } = settings

  return { refresh, search, status, addFile, removeFile, readFile, ownerOf, listBusinesses, maxFileBytes }

  function refresh(signal: AbortSignal): Promise<RefreshReport> {
    refreshing ??= runRefresh(signal).finally(() => {
      refreshing = null
      progress = null
    })
    return refreshing
  }

  async function runRefresh(signal: AbortSignal): Promise<RefreshReport> {
    const embedMissing = vectors?.complete ?? null
    const onProgress = (now: RefreshProgress): void => {
      progress = now
    }
    const report = await refreshIndex({ ...deps, includes, embedMissing, maxFileBytes, onProgress }, signal)
    const { indexed, renamed, deleted, failed, embedded } = report
    if (indexed + renamed + deleted + failed + embedded > 0) {
      logger.info('knowledge.refreshed', { indexed, renamed, deleted, failed, embedded })
      await store.synchronise()
    }
    return report
  }

  async function search(question: string, limit: number, business?: string): Promise<readonly Passage[]> {
    const [meaning] = await Promise.all([readMeaning(question), synchronise()])
    const { strongScore } = settings
    const found = searchPassages(store, { question, limit, business: business ?? null, meaning, strongScore })
    count(found)
    return found
  }

  /** A database that does not answer leaves what is in memory: an answer from a minute ago beats none. */
  async function synchronise(): Promise<void> {
    if (clock.elapsed() - synchronisedAt < freshForMs) return
    try {
      await store.synchronise()
      synchronisedAt = clock.elapsed()
    } catch (error) {
      logger.warn('knowledge.not_loaded', { code: errorCode(error) })
    }
  }

  async function readMeaning(question: string): Promise<Meaning | null> {
    const meaning = (await askMeaning?.(question)) ?? null
    if (meaning !== null) vectors?.noticeModel(meaning.model)
    return meaning
  }

  async function status(): Promise<KnowledgeStatus> {
    const rows = await listDocuments(database.db)
    return {
      folder,
      documents: rows.length,
      passages: rows.reduce((sum, row) => sum + row.passage_count, 0),
      failed: rows.flatMap(({ path, error }) => (error === null ? [] : [{ path, error }])),
      changedAt: rows.length === 0 ? null : Math.max(...rows.map(row => row.indexed_at)),
      refreshing: progress,
    }
  }

  async function addFile(file: AddedFile): Promise<FileAdded> {
    const outcome = await placeFile({ folder, includes, maxFileBytes }, file)
    if (outcome.kind !== 'placed') return outcome
    await lookAnew()
    return outcome
  }

  async function removeFile(documentId: number): Promise<boolean> {
    const document = await findDocument(database.db, documentId)
    if (document === null || !includes(document.path)) return false
    await deleteFile(folder, document.path)
    await lookAnew()
    return true
  }

  async function readFile(documentId: number): Promise<Buffer | null> {
    const document = await findDocument(database.db, documentId)
    return document === null || !includes(document.path) ? null : readPlacedFile(folder, document.path)
  }

  /** A look that is under way may have passed the file by. */
  async function lookAnew(): Promise<void> {
    await refreshing?.catch(() => {})
    await refresh(new AbortController().signal)
  }
}
