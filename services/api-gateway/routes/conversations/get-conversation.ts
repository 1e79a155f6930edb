import { z } from 'zod'
import { findConversationSummary, readDialogue } from '#flow'
import type { MessageId } from '#shared/database'
import { problemResponses } from '../../http/problem.ts'
import { rowId } from '../../http/row-id.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { conversationBody, toConversationBody } from './conversation-body.ts'
import { conversationParams, sendNoConversation } from './conversation-params.ts'
import { dialogueMessageBody, toDialogueMessageBody } from './message-body.ts'

const query = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many messages at most, 1 to 200.'),
  before: rowId
    .transform(id => id as MessageId)
    .optional()
    .describe('Only messages with a smaller id, the newest of them: `next_before` of the page before.'),
})

const dialogue = conversationBody
  .extend({
    messages: z.array(dialogueMessageBody).describe('The newest page unless asked otherwise, oldest first inside it.'),
    next_before: z.int().nullable().describe('Send it as `before` for older messages; null when there are none.'),
  })
  .meta({ id: 'Dialogue' })

export const getConversation: RegisterRoute = (app, { database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id',
    config: { access: 'viewer' },
    schema: {
      tags: ['conversations'],
      summary: 'One conversation with a page of its messages',
      params: conversationParams,
      querystring: query,
      response: {
        200: dialogue,
        ...problemResponses({ 404: 'There is no such conversation.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const { limit, before = null } = request.query
      const [conversation, page] = await Promise.all([
        findConversationSummary(db, id),
        readDialogue(db, id, { before, limit }),
      ])
      if (conversation === null) return sendNoConversation(reply)
      return {
        ...toConversationBody(conversation),
        messages: page.messages.map(toDialogueMessageBody),
        next_before: page.hasMore ? (page.messages[0]?.id ?? null) : null,
      }
    },
  })
}
