import { z } from 'zod'
import { listExplainedAnswers } from '#flow'
import { problemResponses } from '../../http/problem.ts'
import { findChat } from '../../read-chat.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { answerBody, toAnswerBody } from './answer-body.ts'
import { playgroundParams } from './playground-params.ts'

export const listAnswers: RegisterRoute = (app, { database, webchat }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/playground/chats/:chat_id/answers',
    config: { access: 'admin' },
    schema: {
      tags: ['playground'],
      summary: 'How the answers of a test chat came about',
      description:
        'Write to the test chat as to any other: POST /webchat/chats/{chat_id}/messages. Its messages go the way of every client. ' +
        'The last 200 answers, oldest first.',
      params: playgroundParams,
      response: {
        200: z.object({ items: z.array(answerBody) }),
        ...problemResponses({ 422: 'The chat is no test chat.' }),
      },
    },
    handler: async request => {
      const conversationId = await findChat(database.db, webchat.accountId, request.params.chat_id)
      if (conversationId === null) return { items: [] }
      return { items: (await listExplainedAnswers(database.db, conversationId)).map(toAnswerBody) }
    },
  })
}
