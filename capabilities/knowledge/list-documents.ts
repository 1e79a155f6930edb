import type { Db } from '#shared/database'

/** A document as it was read last. */
export interface IndexedDocument {
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
    .select(['path', 'state', 'error', 'bytes', 'passage_count', 'modified_at', 'indexed_at'])
    .$if(afterPath !== null, query => query.where('path', '>', afterPath ?? ''))
    .orderBy('path')
    .limit(limit)
    .execute()
  return rows.map(({ passage_count: passages, modified_at: modifiedAt, indexed_at: indexedAt, ...row }) => ({
    ...row,
    passages,
    modifiedAt,
    indexedAt,
  }))
}
