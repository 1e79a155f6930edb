import { z } from 'zod'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { moveAsOperator } from '../../operator/meetings/move-as-operator.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { changedMeetingBody, toChangedMeetingBody } from './meeting-body.ts'
import { meetingParams, meetingProblems, startField, tellClientField } from './meeting-params.ts'

const body = z
  .strictObject({ starts_at: startField, tell_client: tellClientField })
  .meta({ examples: [{ starts_at: '2026-01-16T13:00:00Z' }] })

export const rescheduleMeeting: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/meetings/:id/reschedule',
    config: { access: 'operator' },
    schema: {
      tags: ['meetings'],
      summary: 'Move a confirmed meeting to another opening',
      description: 'A time that is not free leaves the meeting where it was. Its own time does not stand in its way.',
      params: meetingParams,
      body,
      response: {
        200: changedMeetingBody,
        ...problemResponses({
          404: 'There is no such meeting.',
          409: '`meeting.slot_taken`: the time is not free; `meeting.not_changeable`: not confirmed, or it has begun.',
          422: 'The request is not valid.',
          503: 'The outside calendar does not answer.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { starts_at: startsAt, tell_client: tellsClient } = request.body
      const order = { meetingId: request.params.id, startsAt, tellsClient, actor: actorOf(request) }
      const outcome = await moveAsOperator(context, order)
      if (outcome.kind === 'moved') return toChangedMeetingBody(outcome.meeting, outcome.notice)
      if (outcome.kind === 'already') return toChangedMeetingBody(outcome.meeting)
      return sendProblem(reply, meetingProblems[outcome.kind])
    },
  })
}
