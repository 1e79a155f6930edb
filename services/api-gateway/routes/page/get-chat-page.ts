import { sendNotice } from '../../http/pages/notice-page.ts'
import type { RegisterRoute } from '../../route-context.ts'

/** A small page to talk to the agent as a client would. */
export const getChatPage: RegisterRoute = (app, { authenticate }) => {
  app.route({
    method: 'GET',
    url: '/chat',
    config: { access: 'open' },
    schema: { hide: true },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if ((await authenticate(request)).kind !== 'known') {
        return sendNotice(request, reply, { status: 200, notice: 'signed-out' })
      }
      return reply.sendFile('chat.html', { cacheControl: false })
    },
  })
}
