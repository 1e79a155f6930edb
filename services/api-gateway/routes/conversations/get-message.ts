import { findDialogueMessage } from '#flow'
import type { MessageId } from '#shared/database'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { dialogueMessageBody, toDialogueMessageBody } from './body/message-body.ts'
import { conversationParams } from './conversation-params.ts'

const params = conversationParams.extend({
  message_id: rowId.transform(id => id as MessageId).describe('The id of the message.'),
})

export const getMessage: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages/:message_id',
    config: { access: 'viewer' },
    schema: {
      tags: ['conversations'],
      summary: 'One message, and what became of it',
      params,
      response: {
        200: dialogueMessageBody,
        ...problemResponses({ 404: 'The conversation has no such message.', 422: 'An id is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id, message_id } = request.params
      const message = await findDialogueMessage(database.db, id, { id: message_id, nowMs: clock.now() })
      if (message !== null) return toDialogueMessageBody(message)
      return sendProblem(reply, {
        status: 404,
        code: 'message.not_found',
        detail: 'This conversation has no message with this id.',
      })
    },
  })
}
