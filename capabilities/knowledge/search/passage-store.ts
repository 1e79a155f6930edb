import type { Db, PassageId } from '#shared/database'
import { splitQuestions } from '../chunking/chunk-document.ts'
import { unpackVector } from '../embedding.ts'
import { type DocumentRow, listDocuments, listPassages } from '../indexing/document-rows.ts'
import { createLexicalIndex, type LexicalIndex } from './lexical/lexical-index.ts'

export interface LoadedPassage {
  readonly id: PassageId
  readonly path: string
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

// Headings are what a client would call it; questions are what clients did call it.
const weights = { heading: 2, text: 1, questions: 2, path: 0.5 }

export function createPassageStore(db: Db): PassageStore {
  const lexical = createLexicalIndex()
  const passages = new Map<number, LoadedPassage>()
  const documents = new Map<number, { readonly row: DocumentRow; readonly ids: readonly PassageId[] }>()
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
    const known = documents.get(row.id)?.row
    return known?.indexed_at !== row.indexed_at || known.content_hash !== row.content_hash || known.path !== row.path
  }

  async function loadDocument(row: DocumentRow): Promise<void> {
    const loaded = await listPassages(db, row.id)
    unload(row.id)
    for (const { id, heading, text, embedding, embedding_model: model } of loaded) {
      const vector = embedding === null ? null : unpackVector(embedding)
      const parts = splitQuestions(text)
      passages.set(id, { id, path: row.path, heading, text: parts.text, vector, model })
      lexical.set(id, [
        { text: heading, weight: weights.heading },
        { text: parts.text, weight: weights.text },
        { text: parts.questions, weight: weights.questions },
        { text: row.path.replace(/\.\w+$/, ''), weight: weights.path },
      ])
    }
    documents.set(row.id, { row, ids: loaded.map(passage => passage.id) })
  }

  function unload(documentId: number): void {
    for (const id of documents.get(documentId)?.ids ?? []) {
      passages.delete(id)
      lexical.delete(id)
    }
    documents.delete(documentId)
  }
}
