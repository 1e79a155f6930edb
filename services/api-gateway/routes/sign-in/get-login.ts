import { z } from 'zod'
import { useLinkToken } from '#capabilities/access'
import { sessionCookie } from '../../auth/authenticate.ts'
import { sendNotice } from '../../http/pages/notice-page.ts'
import type { RegisterRoute } from '../../route-context.ts'

export const getLogin: RegisterRoute = (app, context) => {
  const { authenticate, clock, database, loginAttempts, sessionLifeMs } = context
  app.route({
    method: 'GET',
    url: '/login',
    // A mail or chat program that peeks at the link with HEAD must not use it up.
    exposeHeadRoute: false,
    config: { access: 'open' },
    schema: { hide: true, querystring: z.object({ token: z.string().max(200).default('') }) },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const waitMs = await loginAttempts.waitMs(request.ip)
      if (waitMs > 0) {
        reply.header('retry-after', Math.ceil(waitMs / 1000))
        return sendNotice(request, reply, { status: 429, notice: 'too-many-attempts' })
      }
      const use = await database.transaction(tx =>
        useLinkToken(tx, { token: request.query.token, sessionLifeMs }, clock.now()),
      )
      if (use.kind === 'signed-in') {
        reply.setCookie(sessionCookie, use.sessionToken, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          maxAge: Math.floor(sessionLifeMs / 1000),
        })
        return sendNotice(request, reply, { status: 200, notice: 'signed-in' })
      }
      // Whoever comes back by the link of yesterday, in the browser that used it, is still welcome.
      if ((await authenticate(request)).kind === 'known')
        return sendNotice(request, reply, { status: 200, notice: 'signed-in' })
      await loginAttempts.countFailure(request.ip)
      return sendNotice(request, reply, { status: 410, notice: 'link-unusable' })
    },
  })
}
