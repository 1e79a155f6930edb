import { z } from 'zod'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { knowledgeOff, noSuchPlaybook } from './knowledge-problems.ts'

const passageBody = z
  .object({
    source: z.string().describe('The document and its headings: `prices.md › Haircuts`.'),
    heading: z.string(),
    text: z.string(),
    score: z.number().describe('0 to 1, comparable between questions.'),
    match: z
      .enum(['strong', 'near', 'weak'])
      .describe('strong: it very likely answers the question. near: it often does. weak: it is about the same thing.'),
  })
  .meta({ id: 'Passage' })

const query = z.object({
  q: textField(2000).describe('A question, as a client would ask it.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe('Passages at most; default: as many as the agent gets.'),
  playbook: textField(100)
    .optional()
    .describe(
      'As bots search that speak by it: in its own documents and in those of all. Default: that of the settings.',
    ),
})

export const searchKnowledge: RegisterRoute = (app, { knowledge, business }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/knowledge/search',
    config: { access: 'viewer' },
    schema: {
      tags: ['knowledge'],
      summary: 'What the agent would find for a question, the best first',
      querystring: query,
      response: {
        200: z.object({ items: z.array(passageBody) }),
        ...problemResponses({
          409: 'The knowledge base is turned off.',
          422: 'A parameter is not valid, or no bot speaks by this playbook.',
        }),
      },
    },
    handler: async (request, reply) => {
      if (knowledge === null) return sendProblem(reply, knowledgeOff)
      const { q, limit = business.passagesPerQuestion, playbook = business.playbook } = request.query
      const isUsed = playbook === business.playbook || knowledge.listBusinesses().includes(playbook)
      if (!isUsed) return sendProblem(reply, noSuchPlaybook)
      const passages = await knowledge.search(q, limit, playbook)
      return { items: passages.map(({ id: _, ...passage }) => passage) }
    },
  })
}
