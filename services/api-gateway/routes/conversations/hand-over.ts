import { findConversationSummary } from '#flow'
import { problemResponses } from '../../http/problem.ts'
import { handOverChat } from '../../operator/hand-over-chat.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { conversationBody, toConversationBody } from './body/conversation-body.ts'
import { conversationParams, sendNoConversation } from './conversation-params.ts'

export const takeOver = registerHandOver({
  to: 'human',
  url: '/api/v1/conversations/:id/take-over',
  summary: 'Take a chat over from the AI',
  description:
    'From the answer on, the AI says nothing there: what it had queued is dropped, and what it had begun to send has arrived ' +
    '(waited for up to 3 seconds). Safe to repeat.',
})

export const handBack = registerHandOver({
  to: 'ai',
  url: '/api/v1/conversations/:id/hand-back',
  summary: 'Give a chat back to the AI',
  description: 'The AI answers what comes from now on, and what nobody was shown yet. Safe to repeat.',
})

function registerHandOver({
  to,
  url,
  ...words
}: {
  readonly to: 'ai' | 'human'
  readonly url: string
  readonly summary: string
  readonly description: string
}): RegisterRoute {
  return (app, context) => {
    app.route({
      method: 'POST',
      url: url as '/api/v1/conversations/:id/take-over',
      config: { access: 'operator' },
      schema: {
        tags: ['conversations'],
        ...words,
        params: conversationParams,
        response: {
          200: conversationBody,
          ...problemResponses({ 404: 'There is no such conversation.', 422: 'The id is not valid.' }),
        },
      },
      handler: async (request, reply) => {
        const { id } = request.params
        await handOverChat(context, { conversationId: id, to, actor: actorOf(request) })
        const conversation = await findConversationSummary(context.database.db, id)
        return conversation === null ? sendNoConversation(reply) : toConversationBody(conversation)
      },
    })
  }
}
