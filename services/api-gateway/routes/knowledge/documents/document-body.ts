import { z } from 'zod'
import type { IndexedDocument, OwnerOf } from '#capabilities/knowledge'
import { toInstant } from '../../../http/fields/instants.ts'
import { rowId } from '../../../http/fields/row-id.ts'

export const documentBody = z
  .object({
    id: z.int(),
    path: z.string().describe('From the folder of the documents, with `/`.'),
    playbook: z
      .string()
      .nullable()
      .describe(
        'Whose it is: only bots that speak by this playbook answer from it, because it lies in the folder of that name. Null: all bots do.',
      ),
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

export function toDocumentBody(document: IndexedDocument, ownerOf: OwnerOf): z.infer<typeof documentBody> {
  const { id, path, modifiedAt, indexedAt, ...rest } = document
  const playbook = ownerOf(path)
  return { id, path, playbook, ...rest, modified_at: toInstant(modifiedAt), indexed_at: toInstant(indexedAt) }
}
