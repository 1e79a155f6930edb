import { setImmediate } from 'node:timers/promises'
import type { Db, PassageId } from '#shared/database'
import { splitQuestions } from '../chunking/chunk-document.ts'
import { unpackVector } from '../embedding.ts'
import { type DocumentRow, listDocuments, listPassages } from '../indexing/document-rows.ts'
import { createLexicalIndex, type Field, type LexicalIndex } from './lexical/lexical-index.ts'
import type { Entry } from './lexical/postings.ts'

/** The business that alone sees the document at a path (from the folder, with `/`); null: all of them do. */
export type OwnerOf = (path: string) => string | null

export interface LoadedPassage {
  readonly id: PassageId
  readonly path: string
  readonly owner: string | null
  readonly heading: string
  readonly text: string
  readonly vector: Float32Array | null
  readonly model: string | null
}

/** The passages of the tables in memory, ready to be searched. */
export interface PassageStore {
  /** Loads the documents that changed since the last time, whoever changed them; asks one small query when none did. */
  synchronise(): Promise<void>
  readonly lexical: LexicalIndex
  readonly passages: ReadonlyMap<number, LoadedPassage>
}

interface LoadedDocument {
  readonly row: DocumentRow
  readonly owner: string | null
  readonly ids: readonly PassageId[]
}

const passagesPerBreath = 20

// Headings are what a client would call it; questions are what clients did call it.
const weights = { heading: 2, text: 1, questions: 2, path: 0.5 }

export function createPassageStore(db: Db, ownerOf: OwnerOf): PassageStore {
  const lexical = createLexicalIndex()
  const passages = new Map<number, LoadedPassage>()
  const documents = new Map<number, LoadedDocument>()
  let running: Promise<void> | null = null

  return {
    lexical,
    passages,
    synchronise() {
      running ??= load().finally(() => {
        running = null
      })
      return running
    },
  }

  async function load(): Promise<void> {
    const rows = await listDocuments(db)
    const present = new Set(rows.map(row => row.id))
    for (const id of documents.keys()) if (!present.has(id)) unload(id)
    for (const row of rows) if (isNews(row)) await loadDocument(row)
  }

  function isNews(row: DocumentRow): boolean {
    const known = documents.get(row.id)
    if (known === undefined || known.owner !== ownerOf(row.path)) return true
    const { content_hash: hash, indexed_at: indexedAt, path } = known.row
    return indexedAt !== row.indexed_at || hash !== row.content_hash || path !== row.path
  }

  async function loadDocument(row: DocumentRow): Promise<void> {
    const stored = await listPassages(db, row.id)
    const owner = ownerOf(row.path)
    const loaded: LoadedPassage[] = []
    const entries: Entry[] = []
    for (const [index, passage] of stored.entries()) {
      const { id, heading, embedding, embedding_model: model } = passage
      const vector = embedding === null ? null : unpackVector(embedding)
      const { text, questions } = splitQuestions(passage.text)
      loaded.push({ id, path: row.path, owner, heading, text, vector, model })
      entries.push(lexical.analyse(id, listFields({ heading, text, questions, path: row.path })))
      // A price list of thousands of rows takes a second to read; a message must not wait for it.
      if (index % passagesPerBreath === passagesPerBreath - 1) await setImmediate()
    }
    // From here on without a pause: a search sees the document as it was or as it is.
    unload(row.id)
    for (const passage of loaded) passages.set(passage.id, passage)
    for (const entry of entries) lexical.set(entry, owner)
    documents.set(row.id, { row, owner, ids: loaded.map(passage => passage.id) })
  }

  function unload(documentId: number): void {
    for (const id of documents.get(documentId)?.ids ?? []) {
      passages.delete(id)
      lexical.delete(id)
    }
    documents.delete(documentId)
  }
}

function listFields(parts: Readonly<Record<keyof typeof weights, string>>): readonly Field[] {
  return [
    { text: parts.heading, weight: weights.heading },
    { text: parts.text, weight: weights.text },
    { text: parts.questions, weight: weights.questions },
    { text: parts.path.replace(/\.\w+$/, ''), weight: weights.path },
  ]
}
