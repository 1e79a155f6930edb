import { z } from 'zod'
import type { RegisterRoute } from '../../route-context.ts'

export const getHealth: RegisterRoute<never> = app => {
  app.route({
    method: 'GET',
    url: '/health',
    config: { access: 'open' },
    schema: {
      tags: ['operations'],
      summary: 'Whether the process is alive',
      description: 'Asks nothing of the database or other servers: a restart would not mend those. See `/ready`.',
      security: [],
      response: { 200: z.object({ status: z.literal('ok') }) },
    },
    handler: () => ({ status: 'ok' as const }),
  })
}
