import { z } from 'zod'
import { forgetContact } from '#flow'
import { problemResponses } from '../../http/problem.ts'
import { findChat } from '../../read-chat.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { playgroundParams } from './playground-params.ts'

export const deletePlaygroundChat: RegisterRoute = (app, context) => {
  const { business, database, webchat } = context
  app.route({
    method: 'DELETE',
    url: '/api/v1/playground/chats/:chat_id',
    config: { access: 'admin' },
    schema: {
      tags: ['playground'],
      summary: 'Forget the client of a test chat',
      description:
        'The chat, its lead and its meetings are erased, so that tests do not stand among the real clients. Safe to repeat.',
      params: playgroundParams,
      response: { 204: z.null().describe('It is gone.'), ...problemResponses({ 422: 'The chat is no test chat.' }) },
    },
    handler: async (request, reply) => {
      const conversationId = await findChat(database.db, webchat.accountId, request.params.chat_id)
      if (conversationId !== null) {
        const { contact_id: contactId } = await database.db
          .selectFrom('conversations')
          .select('contact_id')
          .where('id', '=', conversationId)
          .executeTakeFirstOrThrow()
        const { ownerId, operatorIds } = business
        await forgetContact({ ...context, ownerId, operatorIds }, contactId, actorOf(request))
      }
      return reply.code(204).send(null)
    },
  })
}
