import { z } from 'zod'
import { findDocument, listDocumentPassages } from '#capabilities/knowledge'
import { cutPage, pageOf, pageQueryOf } from '../../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { noSuchDocument } from '../knowledge-problems.ts'
import { documentParams } from './document-body.ts'

const passageBody = z
  .object({
    id: z.int(),
    ordinal: z.int().describe('Its place in the document, from 0 on.'),
    heading: z.string().describe('The headings above it, the outermost first; empty for none.'),
    text: z.string().describe('What an answer may quote.'),
    questions: z.string().describe('Questions that lead to it and are never quoted; empty for none.'),
    has_meaning: z.boolean().describe('Whether its meaning was computed; false: it is found by words alone.'),
  })
  .meta({ id: 'DocumentPassage' })

export const listPassages: RegisterRoute = (app, { database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/knowledge/documents/:id/passages',
    config: { access: 'viewer' },
    schema: {
      tags: ['knowledge'],
      summary: 'The stretches that a document was cut into, in their order',
      params: documentParams,
      querystring: z.object(pageQueryOf(['number'])),
      response: {
        200: pageOf(passageBody),
        ...problemResponses({ 404: 'There is no such document.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { cursor, limit } = request.query
      const { id } = request.params
      const page = { afterOrdinal: cursor?.[0] ?? null, limit: limit + 1 }
      const passages = await listDocumentPassages(db, id, page)
      if (passages.length === 0 && (await findDocument(db, id)) === null) return sendProblem(reply, noSuchDocument)
      const { rows, nextCursor } = cutPage(passages, limit, passage => [passage.ordinal])
      return {
        items: rows.map(({ hasMeaning, ...row }) => ({ ...row, has_meaning: hasMeaning })),
        next_cursor: nextCursor,
      }
    },
  })
}
