import { z } from 'zod'
import type { LeadId } from '#shared/database'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { bookAsOperator } from '../../operator/meetings/book-as-operator.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { changedMeetingBody, toChangedMeetingBody } from './meeting-body.ts'
import { meetingProblems, startField, tellClientField } from './meeting-params.ts'

const body = z
  .strictObject({
    lead_id: z
      .int()
      .min(1)
      .transform(id => id as LeadId),
    starts_at: startField,
    tell_client: tellClientField,
  })
  .meta({ examples: [{ lead_id: 12, starts_at: '2026-01-16T12:00:00Z' }] })

export const postMeeting: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/meetings',
    config: { access: 'operator' },
    schema: {
      tags: ['meetings'],
      summary: 'Book an opening for a lead',
      description:
        'Of any number who want one time at once, one gets it. A lead who has a meeting at this very time keeps it: 200.',
      body,
      response: {
        200: changedMeetingBody,
        201: changedMeetingBody,
        ...problemResponses({
          404: 'There is no such lead.',
          409: '`meeting.slot_taken`: the time is not free; `meeting.not_offered`: this business takes no meetings.',
          422: 'The booking is not valid.',
          503: 'The outside calendar does not answer.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { lead_id: leadId, starts_at: startsAt, tell_client: tellsClient } = request.body
      const outcome = await bookAsOperator(context, { leadId, startsAt, tellsClient, actor: actorOf(request) })
      if (outcome.kind === 'already') return toChangedMeetingBody(outcome.meeting)
      if (outcome.kind !== 'booked') return sendProblem(reply, meetingProblems[outcome.kind])
      reply.header('location', `/api/v1/meetings/${outcome.meeting.id}`)
      return reply.code(201).send(toChangedMeetingBody(outcome.meeting, outcome.notice))
    },
  })
}
