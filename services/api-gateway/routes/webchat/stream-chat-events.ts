import { z } from 'zod'
import type { MessageId } from '#shared/database'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { chatParams } from './chat-params.ts'

const headers = z.object({
  'last-event-id': z
    .string()
    .optional()
    .describe(
      'The id of the newest message the listener has; messages after it are sent first. Browsers send it by themselves.',
    ),
})

export const streamChatEvents: RegisterRoute = (app, { streams }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/webchat/chats/:chat_id/events',
    exposeHeadRoute: false,
    schema: {
      tags: ['webchat'],
      summary: 'Messages of a chat as they come, as server-sent events',
      description: 'Events: `message` (data: a message, id: its id) and `typing` (an answer is being written).',
      params: chatParams,
      headers,
      response: {
        200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: z.unknown() } } },
        ...problemResponses({ 401: 'Not signed in.', 429: 'The chat has too many listeners.' }),
      },
    },
    handler: (request, reply) => {
      const opened = streams.open(request.params.chat_id, parseEventId(request.headers['last-event-id']))
      if (opened.kind === 'full') {
        reply.header('retry-after', 10)
        return sendProblem(reply, {
          status: 429,
          code: 'chat.too_many_listeners',
          detail: 'Close another tab of this chat.',
        })
      }
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(opened.stream)
    },
  })
}

// An id that is not ours is no reason to refuse a listener: it then hears what comes from now on.
function parseEventId(lastEventId: string | undefined): MessageId | null {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? (Number(lastEventId) as MessageId) : null
}
