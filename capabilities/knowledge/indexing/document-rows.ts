import type { Db, PassageId, Tx } from '#shared/database'
import type { Chunk } from '../chunking/chunk-document.ts'
import type { FoundFile } from './scan-folder.ts'

export interface DocumentRow {
  readonly id: number
  readonly path: string
  readonly content_hash: string
  readonly bytes: number
  readonly modified_at: number
  readonly state: 'indexed' | 'failed'
  readonly error: string | null
  readonly passage_count: number
  readonly indexed_at: number
}

export interface StoredDocument {
  readonly file: FoundFile
  readonly contentHash: string
  readonly indexedAt: number
}

export interface Vector {
  readonly id: PassageId
  readonly model: string
  readonly packed: Buffer
}

// 8 columns a row; SQLite takes 32,766 values in one statement.
const rowsPerInsert = 500

export function listDocuments(db: Db): Promise<DocumentRow[]> {
  return db.selectFrom('documents').selectAll().orderBy('id').execute()
}

/** Puts the passages of a document in the place of those it had; a vector stays with a passage that did not change. Its id comes back. */
export async function storeDocument(tx: Tx, stored: StoredDocument, chunks: readonly Chunk[]): Promise<number> {
  const id = await saveDocument(tx, stored, { state: 'indexed', error: null, passage_count: chunks.length })
  const vectors = new Map((await listPassages(tx, id)).map(passage => [passage.content_hash, passage]))
  await tx.deleteFrom('passages').where('document_id', '=', id).execute()
  const rows = chunks.map((chunk, ordinal) => ({
    document_id: id,
    ordinal,
    heading: chunk.heading,
    text: chunk.text,
    content_hash: chunk.hash,
    embedding: vectors.get(chunk.hash)?.embedding ?? null,
    embedding_model: vectors.get(chunk.hash)?.embedding_model ?? null,
  }))
  for (let at = 0; at < rows.length; at += rowsPerInsert) {
    await tx
      .insertInto('passages')
      .values(rows.slice(at, at + rowsPerInsert))
      .execute()
  }
  return id
}

/** Remembers why a document could not be read. What was known from its earlier state stays: bad input changes nothing. */
export async function storeFailure(tx: Tx, stored: StoredDocument, error: string): Promise<void> {
  await saveDocument(tx, stored, { state: 'failed', error })
}

async function saveDocument(
  tx: Tx,
  { file, contentHash, indexedAt }: StoredDocument,
  outcome: { readonly state: 'indexed' | 'failed'; readonly error: string | null; readonly passage_count?: number },
): Promise<number> {
  const values = {
    content_hash: contentHash,
    bytes: file.bytes,
    modified_at: file.modifiedAt,
    indexed_at: indexedAt,
    ...outcome,
  }
  const row = await tx
    .insertInto('documents')
    .values({ path: file.path, ...values })
    .onConflict(conflict => conflict.column('path').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The same content at another path, or touched without a change. */
export async function moveDocument(tx: Tx, id: number, { file, indexedAt }: StoredDocument): Promise<void> {
  const { path, bytes, modifiedAt } = file
  await tx
    .updateTable('documents')
    .set({ path, bytes, modified_at: modifiedAt, indexed_at: indexedAt })
    .where('id', '=', id)
    .execute()
}

/** Its passages go with it. */
export async function deleteDocument(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('passages').where('document_id', '=', id).execute()
  await tx.deleteFrom('documents').where('id', '=', id).execute()
}

export interface PassageRow {
  readonly id: PassageId
  readonly document_id: number
  readonly heading: string
  readonly text: string
  readonly content_hash: string
  readonly embedding: Buffer | null
  readonly embedding_model: string | null
}

export function listPassages(db: Db, documentId: number): Promise<PassageRow[]> {
  return db
    .selectFrom('passages')
    .select(['id', 'document_id', 'heading', 'text', 'content_hash', 'embedding', 'embedding_model'])
    .where('document_id', '=', documentId)
    .orderBy('ordinal')
    .execute()
}

export async function storeVectors(
  tx: Tx,
  documentId: number,
  vectors: readonly Vector[],
  indexedAt: number,
): Promise<void> {
  for (const { id, model, packed } of vectors) {
    await tx.updateTable('passages').set({ embedding: packed, embedding_model: model }).where('id', '=', id).execute()
  }
  // The mark by which other processes see that there is something new to load.
  await tx.updateTable('documents').set({ indexed_at: indexedAt }).where('id', '=', documentId).execute()
}
