import { z } from 'zod'
import { findConversationSummary } from '#flow'
import { problemResponses } from '../../http/problem.ts'
import { stopChatAnswer } from '../../operator/stop-chat-answer.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { conversationBody, toConversationBody } from './body/conversation-body.ts'
import { conversationParams, sendNoConversation } from './conversation-params.ts'

const stoppedBody = z.object({
  stopped: z
    .boolean()
    .describe('False: there was nothing to stop, because the answer was said already or none was being written.'),
  conversation: conversationBody,
})

export const stopAnswer: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/stop-answer',
    config: { access: 'operator' },
    schema: {
      tags: ['conversations'],
      summary: 'Stop the answer that the AI is writing',
      description:
        'The answer is dropped, and the AI keeps the chat: it answers the next message of the client. Where the client could read ' +
        'along while it was written, what they have read is the answer, as with the stop button of Telegram. Safe to repeat.',
      params: conversationParams,
      response: {
        200: stoppedBody,
        ...problemResponses({ 404: 'There is no such conversation.', 422: 'The id is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id: conversationId } = request.params
      const { db } = context.database
      if ((await findConversationSummary(db, conversationId)) === null) return sendNoConversation(reply)
      const stopped = await stopChatAnswer(context, { conversationId, actor: actorOf(request) })
      const conversation = await findConversationSummary(db, conversationId)
      if (conversation === null) return sendNoConversation(reply)
      return { stopped, conversation: toConversationBody(conversation) }
    },
  })
}
