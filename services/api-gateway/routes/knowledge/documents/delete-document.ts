import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { findDocument } from '#capabilities/knowledge'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { knowledgeOff } from '../knowledge-problems.ts'
import { documentParams } from './document-body.ts'

export const deleteDocument: RegisterRoute = (app, { clock, database, knowledge }) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/knowledge/documents/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['knowledge'],
      summary: 'Delete a document with its file',
      description: 'The agent answers from it no more. The file is gone for good. Safe to repeat.',
      params: documentParams,
      response: {
        204: z.null().describe('There is no such document, now or before.'),
        ...problemResponses({ 409: 'The knowledge base is turned off.', 422: 'The id is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      if (knowledge === null) return sendProblem(reply, knowledgeOff)
      const { id } = request.params
      const document = await findDocument(database.db, id)
      if (document === null || !(await knowledge.removeFile(id))) return reply.code(204).send(null)
      const before = { path: document.path, bytes: document.bytes }
      const entry = {
        actor: actorOf(request),
        action: 'document.delete',
        target: `document:${id}`,
        before,
        after: null,
      }
      await database.transaction(tx => recordAudit(tx, entry, clock.now()))
      return reply.code(204).send(null)
    },
  })
}
