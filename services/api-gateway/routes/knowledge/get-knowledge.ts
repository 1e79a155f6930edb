import { z } from 'zod'
import { listDocuments } from '#capabilities/knowledge'
import { toInstant } from '../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { documentBody, toDocumentBody } from './documents/document-body.ts'
import { knowledgeOff } from './knowledge-problems.ts'

const knowledgeBody = pageOf(documentBody)
  .extend({
    playbooks: z
      .array(z.string())
      .describe('Those that a bot speaks by now, whose documents are read, that of the settings first.'),
    documents: z.int().describe('All documents.'),
    passages: z.int().describe('All passages: the size of the index.'),
    failed: z.int().describe('Documents that could not be read.'),
    changed_at: z.iso
      .datetime()
      .nullable()
      .describe('When something in the index last changed; null when it is empty.'),
    indexing: z
      .object({ done: z.int(), total: z.int() })
      .nullable()
      .describe('How many files a look at the folder that is under way has seen; null when none is.'),
    max_file_bytes: z.int().describe('The largest file that is read.'),
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
        items: rows.map(row => toDocumentBody(row, knowledge.ownerOf)),
        playbooks: [...knowledge.listBusinesses()],
        next_cursor: nextCursor,
        documents: status.documents,
        passages: status.passages,
        failed: status.failed.length,
        changed_at: toInstant(status.changedAt),
        indexing: status.refreshing === null ? null : { ...status.refreshing },
        max_file_bytes: knowledge.maxFileBytes,
      }
    },
  })
}
