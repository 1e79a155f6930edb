import { findMeeting } from '#capabilities/calendar'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { meetingBody, toMeetingBody } from './meeting-body.ts'
import { meetingParams, meetingProblems } from './meeting-params.ts'

export const getMeeting: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/meetings/:id',
    config: { access: 'viewer' },
    schema: {
      tags: ['meetings'],
      summary: 'One meeting',
      params: meetingParams,
      response: {
        200: meetingBody,
        ...problemResponses({ 404: 'There is no such meeting.', 422: 'The id is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const meeting = await findMeeting(database.db, request.params.id)
      return meeting === null ? sendProblem(reply, meetingProblems['no-meeting']) : toMeetingBody(meeting)
    },
  })
}
