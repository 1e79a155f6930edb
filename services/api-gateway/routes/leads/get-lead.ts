import { z } from 'zod'
import { writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { leadDetail } from './body/lead-detail.ts'
import { leadParams } from './lead-params.ts'
import { noSuchLead, readDetail } from './read-detail.ts'

const query = z.object({
  deleted: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: also when it was put away; otherwise that is a 404.'),
})

export const getLead: RegisterRoute = (app, { database, playbook }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/leads/:id',
    config: { access: 'viewer' },
    schema: {
      tags: ['leads'],
      summary: 'One lead: what is known, how well it fits, its meetings',
      description: 'The `ETag` of the answer is what `If-Match` of a PUT wants.',
      params: leadParams,
      querystring: query,
      response: { 200: leadDetail, ...problemResponses({ 404: 'No such lead.', 422: 'The id is not valid.' }) },
    },
    handler: async (request, reply) => {
      const lead = await readDetail(database.db, request.params.id, playbook)
      if (lead === null || (lead.deleted_at !== null && request.query.deleted === 'false'))
        return sendProblem(reply, noSuchLead)
      return reply.header('etag', writeEtag(lead)).send(lead)
    },
  })
}
