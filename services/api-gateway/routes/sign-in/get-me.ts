import { z } from 'zod'
import { roles } from '#capabilities/access'
import { identityOf, type RegisterRoute } from '../../route-context.ts'

export const getMe: RegisterRoute = app => {
  app.route({
    method: 'GET',
    url: '/api/v1/me',
    config: { access: 'viewer' },
    schema: {
      tags: ['sign-in'],
      summary: 'Who asks, and what they may do',
      response: {
        200: z
          .object({
            actor: z.string().describe('How the audit log names whoever asks.'),
            kind: z.enum(['session', 'key', 'admin-key']),
            role: z.enum(roles),
          })
          .meta({ examples: [{ actor: 'key:7', kind: 'key', role: 'operator' }] }),
      },
    },
    handler: async request => {
      const { actor, kind, role } = identityOf(request)
      return { actor, kind, role }
    },
  })
}
