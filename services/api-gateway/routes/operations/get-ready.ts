import { z } from 'zod'
import type { RegisterRoute } from '../../route-context.ts'
import type { DependencyHealth } from '../../run-checks.ts'

const state = z.enum(['ok', 'degraded', 'down'])

const readiness = z.object({
  status: state.describe(
    'down: something required is down. degraded: something else is not well, and we serve without it.',
  ),
  dependencies: z.array(
    z.object({
      name: z.string(),
      required: z.boolean(),
      state,
      latency_ms: z.number().int().describe('How long the dependency took to answer, in milliseconds.'),
      detail: z.string().nullable(),
    }),
  ),
})

export const getReady: RegisterRoute<'checkReadiness'> = (app, { checkReadiness }) => {
  app.route({
    method: 'GET',
    url: '/ready',
    config: { access: 'open' },
    schema: {
      tags: ['operations'],
      summary: 'Whether the platform can do its work, dependency by dependency',
      security: [],
      response: { 200: readiness, 503: readiness },
    },
    handler: async (_request, reply) => {
      const { state: status, dependencies } = await checkReadiness()
      return reply.code(status === 'down' ? 503 : 200).send({ status, dependencies: dependencies.map(toBody) })
    },
  })
}

function toBody({ latencyMs, ...rest }: DependencyHealth): z.infer<typeof readiness>['dependencies'][number] {
  return { ...rest, latency_ms: latencyMs }
}
