import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ConversationId } from '#shared/database'
import { rowId } from '../../http/fields/row-id.ts'
import { sendProblem } from '../../http/problem.ts'

export const conversationParams = z.object({
  id: rowId.transform(id => id as ConversationId).describe('The id of the conversation.'),
})

export function sendNoConversation(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 404,
    code: 'conversation.not_found',
    detail: 'There is no conversation with this id.',
  })
}
