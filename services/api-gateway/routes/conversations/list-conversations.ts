import { z } from 'zod'
import { listConversations as list } from '#flow'
import { type ConversationId, indexMessages } from '#shared/database'
import { instantField, toMs } from '../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { chatType, conversationBody, handler, toConversationBody } from './body/conversation-body.ts'

const query = z.object({
  ...pageQueryOf(['number', 'number']),
  q: textField(200)
    .optional()
    .describe('Words of the name, the username, the contact or what was said; each may be a beginning.'),
  handler: handler.optional(),
  channel: z.string().max(50).optional().describe('telegram or webchat.'),
  chat_type: chatType.optional().describe('Chats of this kind only.'),
  unanswered: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: only those whose client waits for an answer; false: only the others.'),
  blocked: z.literal('true').optional().describe('true: only those whose client blocked the bot.'),
  last_message_after: instantField.optional().describe('Only those with their last activity at or after this.'),
  last_message_before: instantField.optional().describe('Only those with their last activity before this.'),
})

export const listConversations: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/conversations',
    config: { access: 'viewer' },
    schema: {
      tags: ['conversations'],
      summary: 'Conversations, those with the latest activity first',
      querystring: query,
      response: { 200: pageOf(conversationBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { limit, cursor } = request.query
      const after = cursor && { lastMessageAt: cursor[0], id: cursor[1] as ConversationId }
      // What was written a moment ago is to be found, too.
      if (request.query.q !== undefined) await indexMessages(database)
      const found = await list(database, toFilter(request.query), { after, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(found, limit, row => [row.lastMessageAt, row.id])
      return { items: rows.map(toConversationBody), next_cursor: nextCursor }
    },
  })
}

function toFilter({ q, handler, channel, chat_type, unanswered, blocked, ...times }: z.infer<typeof query>) {
  return {
    text: q,
    handler,
    channel,
    chatType: chat_type,
    isUnanswered: unanswered === undefined ? undefined : unanswered === 'true',
    isBlocked: blocked === 'true' ? true : undefined,
    activeAfter: toMs(times.last_message_after),
    activeBefore: toMs(times.last_message_before),
  }
}
