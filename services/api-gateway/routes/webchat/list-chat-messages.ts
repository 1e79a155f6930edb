import { z } from 'zod'
import type { MessageId } from '#shared/database'
import { messageBody, toMessageBody } from '../../chat/message-body.ts'
import { problemResponses } from '../../http/problem.ts'
import { type ChatPosition, findChat, readChat } from '../../read-chat.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { chatParams } from './chat-params.ts'

const id = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const query = z
  .object({
    after: id.optional().describe('Only messages with a greater id, from the smallest on.'),
    before: id.optional().describe('Only messages with a smaller id, the newest of them.'),
    limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many messages at most, 1 to 200.'),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, {
    path: ['before'],
    message: 'give either after or before',
  })

const page = z.object({
  items: z.array(messageBody).describe('Oldest first.'),
  next_cursor: z
    .string()
    .nullable()
    .describe('The next `after` when `after` was given, else the next `before`; null when there is no more.'),
})

export const listChatMessages: RegisterRoute = (app, { database, webchat }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/webchat/chats/:chat_id/messages',
    schema: {
      tags: ['webchat'],
      summary: 'One page of a chat: the newest unless asked otherwise',
      params: chatParams,
      querystring: query,
      response: { 200: page, ...problemResponses({ 401: 'Not signed in.', 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const conversationId = await findChat(database.db, webchat.accountId, request.params.chat_id)
      if (conversationId === null) return { items: [], next_cursor: null }
      const position = toPosition(request.query)
      const { items, hasMore } = await readChat(database.db, conversationId, { position, limit: request.query.limit })
      const edge = position.kind === 'after' ? items.at(-1) : items[0]
      return { items: items.map(toMessageBody), next_cursor: hasMore && edge !== undefined ? String(edge.id) : null }
    },
  })
}

function toPosition({ after, before }: z.infer<typeof query>): ChatPosition {
  if (after !== undefined) return { kind: 'after', id: after as MessageId }
  return before === undefined ? { kind: 'newest' } : { kind: 'before', id: before as MessageId }
}
