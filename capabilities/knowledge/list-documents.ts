import type { Selectable } from 'kysely'
import type { Db, DocumentsTable } from '#shared/database'

/** A document as it was read last. */
export interface IndexedDocument {
  readonly id: number
  /** From the folder of the knowledge base, with `/`. */
  readonly path: string
  readonly state: 'indexed' | 'failed'
  /** What is wrong with it, and the cure; null when it could be read. */
  readonly error: string | null
  readonly bytes: number
  /** Passages that are searched; of a document that failed, those of its last readable state. */
  readonly passages: number
  readonly modifiedAt: number
  readonly indexedAt: number
}

/** Documents by path, at most `limit` of those after `afterPath` (null: from the first on). */
export async function listDocuments(
  db: Db,
  { afterPath, limit }: { readonly afterPath: string | null; readonly limit: number },
): Promise<readonly IndexedDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .select(columns)
    .$if(afterPath !== null, query => query.where('path', '>', afterPath ?? ''))
    .orderBy('path')
    .limit(limit)
    .execute()
  return rows.map(toDocument)
}

/** One document; null when there is none with this id. */
export async function findDocument(db: Db, id: number): Promise<IndexedDocument | null> {
  const row = await db.selectFrom('documents').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toDocument(row)
}

/** The same by its path. */
export async function findDocumentAt(db: Db, path: string): Promise<IndexedDocument | null> {
  const row = await db.selectFrom('documents').select(columns).where('path', '=', path).executeTakeFirst()
  return row === undefined ? null : toDocument(row)
}

const columns = ['id', 'path', 'state', 'error', 'bytes', 'passage_count', 'modified_at', 'indexed_at'] as const

function toDocument(row: Pick<Selectable<DocumentsTable>, (typeof columns)[number]>): IndexedDocument {
  const { passage_count: passages, modified_at: modifiedAt, indexed_at: indexedAt, ...rest } = row
  return { ...rest, passages, modifiedAt, indexedAt }
}
