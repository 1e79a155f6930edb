import type { Db, PassageId } from '#shared/database'
import { splitQuestions } from './chunking/chunk-document.ts'

/** A stretch of one document, as the search knows it. */
export interface DocumentPassage {
  readonly id: PassageId
  /** Its place in the document, from 0 on. */
  readonly ordinal: number
  readonly heading: string
  /** What an answer may quote. */
  readonly text: string
  /** Questions of clients that lead to it and are never quoted; empty for none. */
  readonly questions: string
  /** Whether its meaning was computed; false: it is found by words alone. */
  readonly hasMeaning: boolean
}

/** Passages of a document in their order, at most `limit` of those after `afterOrdinal` (null: from the first on). */
export async function listDocumentPassages(
  db: Db,
  documentId: number,
  { afterOrdinal, limit }: { readonly afterOrdinal: number | null; readonly limit: number },
): Promise<readonly DocumentPassage[]> {
  const rows = await db
    .selectFrom('passages')
    .select(['id', 'ordinal', 'heading', 'text', 'embedding_model'])
    .where('document_id', '=', documentId)
    .where('ordinal', '>', afterOrdinal ?? -1)
    .orderBy('ordinal')
    .limit(limit)
    .execute()
  return rows.map(({ embedding_model: model, text, ...row }) => ({
    ...row,
    ...splitQuestions(text),
    hasMeaning: model !== null,
  }))
}
