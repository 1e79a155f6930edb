import { z } from 'zod'
import type { IndexedDocument } from '#capabilities/knowledge'
import { toInstant } from '../../../http/instants.ts'
import { rowId } from '../../../http/row-id.ts'

export const documentBody = z
  .object({
    id: z.int(),
    path: z.string().describe('From the folder of the documents, with `/`.'),
    state: z.enum(['indexed', 'failed']),
    error: z.string().nullable().describe('What is wrong with it, and the cure; null when it could be read.'),
    passages: z
      .int()
      .describe('Stretches of it that are searched; of one that failed, those of its last readable state.'),
    bytes: z.int(),
    modified_at: z.iso.datetime(),
    indexed_at: z.iso.datetime(),
  })
  .meta({ id: 'KnowledgeDocument' })

export const documentParams = z.object({ id: rowId.describe('The id of the document.') })

export function toDocumentBody(document: IndexedDocument): z.infer<typeof documentBody> {
  const { modifiedAt, indexedAt, ...rest } = document
  return { ...rest, modified_at: toInstant(modifiedAt), indexed_at: toInstant(indexedAt) }
}
