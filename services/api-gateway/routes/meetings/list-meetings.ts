import { z } from 'zod'
import { listMeetings as listStoredMeetings } from '#capabilities/calendar'
import type { LeadId, MeetingId } from '#shared/database'
import { instantField, toMs } from '../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { meetingBody, meetingStatus, toMeetingBody } from './meeting-body.ts'

const query = z
  .object({
    // The sorting goes into the cursor: it would point to nowhere in a list that is sorted otherwise.
    ...pageQueryOf(['string', 'number', 'number']),
    sort: z.enum(['-starts_at', 'starts_at']).default('-starts_at').describe('The latest or the earliest first.'),
    from: instantField.optional().describe('Only meetings that start at or after this.'),
    to: instantField.optional().describe('Only meetings that start before this.'),
    status: meetingStatus.optional(),
    lead_id: rowId
      .transform(id => id as LeadId)
      .optional()
      .describe('Only meetings of this lead.'),
  })
  .refine(({ cursor, sort }) => cursor === null || cursor[0] === sort, {
    path: ['cursor'],
    message: 'is a cursor of another sorting',
  })

export const listMeetings: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/meetings',
    config: { access: 'viewer' },
    schema: {
      tags: ['meetings'],
      summary: 'Meetings of all states, the latest start first',
      querystring: query,
      response: { 200: pageOf(meetingBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit, sort, from, to, status, lead_id: leadId } = request.query
      const meetings = await listStoredMeetings(
        database.db,
        { from: toMs(from), to: toMs(to), status, leadId },
        {
          order: sort === 'starts_at' ? 'earliest-first' : 'latest-first',
          after: cursor && { startsAt: cursor[1], id: cursor[2] as MeetingId },
          limit: limit + 1,
        },
      )
      const { rows, nextCursor } = cutPage(meetings, limit, meeting => [sort, meeting.startsAt, meeting.id])
      return { items: rows.map(toMeetingBody), next_cursor: nextCursor }
    },
  })
}
