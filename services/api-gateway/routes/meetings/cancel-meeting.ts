import { z } from 'zod'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { cancelAsOperator } from '../../operator/meetings/cancel-as-operator.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { changedMeetingBody, toChangedMeetingBody } from './meeting-body.ts'
import { meetingParams, meetingProblems, tellClientField } from './meeting-params.ts'

const body = z
  .strictObject({ tell_client: tellClientField })
  .nullish()
  .meta({ examples: [{ tell_client: false }] })

export const cancelMeeting: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/meetings/:id/cancel',
    config: { access: 'operator' },
    schema: {
      tags: ['meetings'],
      summary: 'Cancel a meeting',
      description: 'Its time is free at once, outside calendars follow, and the client is told. Safe to repeat.',
      params: meetingParams,
      body,
      response: {
        200: changedMeetingBody,
        ...problemResponses({
          404: 'There is no such meeting.',
          409: '`meeting.not_changeable`: it is over, has begun, or its hold has lapsed.',
          422: 'The request is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const outcome = await cancelAsOperator(context, {
        meetingId: request.params.id,
        tellsClient: request.body?.tell_client ?? true,
        actor: actorOf(request),
      })
      if (outcome.kind === 'cancelled') return toChangedMeetingBody(outcome.meeting, outcome.notice)
      if (outcome.kind === 'already') return toChangedMeetingBody(outcome.meeting)
      return sendProblem(reply, meetingProblems[outcome.kind])
    },
  })
}
