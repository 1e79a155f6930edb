import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { ConversationId } from '#shared/database'
import { sendProblem } from '../../http/problem.ts'
import { rowId } from '../../http/row-id.ts'

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
