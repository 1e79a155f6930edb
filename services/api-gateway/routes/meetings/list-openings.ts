import { z } from 'zod'
import { instantField, toInstant, toMs } from '../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { findFreeTimes } from '../../operator/meetings/find-free-times.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { meetingProblems } from './meeting-params.ts'

const query = z.object({
  ...pageQueryOf(['number']),
  from: instantField.optional().describe('Only times at or after this; default: as early as the business allows.'),
  to: instantField.optional().describe('Only times before this; default: as far ahead as the business allows.'),
})

const opening = z.object({ starts_at: z.iso.datetime(), ends_at: z.iso.datetime() }).meta({ id: 'Opening' })

const minuteMs = 60_000

export const listOpenings: RegisterRoute = (app, context) => {
  app.route({
    method: 'GET',
    url: '/api/v1/openings',
    config: { access: 'viewer' },
    schema: {
      tags: ['meetings'],
      summary: 'Free times for a meeting, the earliest first',
      description:
        'What the agent would offer: working hours less what our own meetings and the outside calendar hold, with buffers. Openings ' +
        'overlap: each is a time at which one meeting may begin.',
      querystring: query,
      response: {
        200: pageOf(opening),
        ...problemResponses({
          409: 'This business takes no meetings.',
          422: 'A parameter is not valid.',
          503: 'The outside calendar does not answer.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { cursor, limit, from, to } = request.query
      const free = await findFreeTimes(context, { from: toMs(from), to: toMs(to), after: cursor?.[0] ?? null })
      if (free.kind !== 'known') return sendProblem(reply, meetingProblems[free.kind])
      const { rows, nextCursor } = cutPage(free.starts, limit, start => [start])
      const items = rows.map(start => ({
        starts_at: toInstant(start),
        ends_at: toInstant(start + free.minutes * minuteMs),
      }))
      return { items, next_cursor: nextCursor }
    },
  })
}
