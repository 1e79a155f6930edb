import { z } from 'zod'
import { endSession } from '#capabilities/access'
import { sessionCookie } from '../../auth/authenticate.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'

export const postLogout: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'POST',
    url: '/logout',
    // Whoever is signed in may sign out.
    config: { access: 'viewer' },
    schema: {
      tags: ['sign-in'],
      summary: 'End the session of this browser',
      response: { 204: z.null(), ...problemResponses({ 401: 'No session.', 403: 'Sent by a page of another site.' }) },
    },
    handler: async (request, reply) => {
      if (request.identity?.kind === 'session') await endSession(database.db, request.identity.sessionToken)
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null)
    },
  })
}
