import { z } from 'zod'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'

export const getMetrics: RegisterRoute<'metrics'> = (app, { metrics }) => {
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'viewer-or-local' },
    schema: {
      tags: ['operations'],
      summary: 'Measurements in the Prometheus text format',
      description:
        'Open to programs on the same machine (not through a proxy); from elsewhere with a session or the admin key.',
      response: {
        200: { description: 'Prometheus text', content: { 'text/plain': { schema: z.string() } } },
        ...problemResponses({ 401: 'Not from this machine, and no valid key.' }),
      },
    },
    handler: async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()),
  })
}
