import { z } from 'zod'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { reindexKnowledge } from '../../operator/reindex-knowledge.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { knowledgeOff } from './knowledge-problems.ts'

const report = z.object({
  folder_found: z.boolean().describe('false: there is no such folder; then nothing was changed.'),
  indexed: z.int().describe('Documents that were read anew.'),
  renamed: z.int(),
  deleted: z.int(),
  failed: z.int().describe('Documents that could not be read; GET /knowledge tells why.'),
  unchanged: z.int(),
  embedded: z.int().describe('Passages whose meaning was computed.'),
})

export const reindex: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/knowledge/reindex',
    config: { access: 'admin' },
    schema: {
      tags: ['knowledge'],
      summary: 'Look through the documents now',
      description: 'The platform does so every few seconds by itself. Answers when it is done.',
      response: { 200: report, ...problemResponses({ 409: 'The knowledge base is turned off.' }) },
    },
    handler: async (request, reply) => {
      if (context.knowledge === null) return sendProblem(reply, knowledgeOff)
      const { isFolderThere, ...counts } = await reindexKnowledge(context, context.knowledge, actorOf(request))
      return { folder_found: isFolderThere, ...counts }
    },
  })
}
