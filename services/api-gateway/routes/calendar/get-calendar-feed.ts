import { z } from 'zod'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'

/** Calendar programs ask every few minutes to hours; the owner's own devices may share an answer this long, proxies never. */
const maxAgeSeconds = 300

/** The owner's meetings for a calendar program, which cannot sign in: the address itself is the secret. */
export const getCalendarFeed: RegisterRoute = (app, { calendarFeed }) => {
  app.route({
    method: 'GET',
    url: '/calendar/:file',
    config: { access: 'open' },
    schema: {
      tags: ['calendar'],
      summary: 'The meetings as an iCalendar feed',
      security: [],
      params: z.object({ file: z.string().describe('`<token>.ics`; the token is the secret of the feed.') }),
      response: {
        200: { description: 'RFC 5545', content: { 'text/calendar': { schema: z.unknown() } } },
        ...problemResponses({ 404: 'No such feed.' }),
      },
    },
    handler: async (request, reply) => {
      const token = /^(.+)\.ics$/.exec(request.params.file)?.[1]
      const calendar = token === undefined ? null : await calendarFeed(token)
      if (calendar === null) {
        reply.header('cache-control', 'no-store')
        return sendProblem(reply, { status: 404, code: 'calendar.no_such_feed', detail: 'There is no such calendar.' })
      }
      return reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', `private, max-age=${maxAgeSeconds}`)
        .send(Buffer.from(calendar))
    },
  })
}
