import { z } from 'zod'
import { type IndexedDocument, listDocuments } from '#capabilities/knowledge'
import { toInstant } from '../../http/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/paging.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { knowledgeOff } from './knowledge-problems.ts'

const documentBody = z
  .object({
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

const knowledgeBody = pageOf(documentBody)
  .extend({
    documents: z.int().describe('All documents.'),
    passages: z.int().describe('All passages: the size of the index.'),
    failed: z.int().describe('Documents that could not be read.'),
    changed_at: z.iso
      .datetime()
      .nullable()
      .describe('When something in the index last changed; null when it is empty.'),
  })
  .meta({ id: 'Knowledge' })

export const getKnowledge: RegisterRoute = (app, { database, knowledge }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/knowledge',
    config: { access: 'viewer' },
    schema: {
      tags: ['knowledge'],
      summary: 'What the agent knows: the documents, by path, and what is wrong with them',
      querystring: z.object(pageQueryOf(['string'])),
      response: {
        200: knowledgeBody,
        ...problemResponses({ 409: 'The knowledge base is turned off.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      if (knowledge === null) return sendProblem(reply, knowledgeOff)
      const { cursor, limit } = request.query
      const [status, documents] = await Promise.all([
        knowledge.status(),
        listDocuments(database.db, { afterPath: cursor?.[0] ?? null, limit: limit + 1 }),
      ])
      const { rows, nextCursor } = cutPage(documents, limit, document => [document.path])
      return {
        items: rows.map(toDocumentBody),
        next_cursor: nextCursor,
        documents: status.documents,
        passages: status.passages,
        failed: status.failed.length,
        changed_at: toInstant(status.changedAt),
      }
    },
  })
}

function toDocumentBody({ modifiedAt, indexedAt, ...document }: IndexedDocument): z.infer<typeof documentBody> {
  return { ...document, modified_at: toInstant(modifiedAt), indexed_at: toInstant(indexedAt) }
}
