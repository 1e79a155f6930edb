import { z } from 'zod'
import { buildWebchatUpdate } from '#capabilities/channels'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { chatParams, clientId } from './chat-params.ts'

const maxTextLength = 8_000

const maxDataBytes = 64

const press = z.object({
  data: z
    .string()
    .refine(data => !data.includes('\0'), 'must not contain the character U+0000')
    .refine(data => isWithin(Buffer.byteLength(data), 1, maxDataBytes), `must be 1 to ${maxDataBytes} bytes of UTF-8`),
  message_id: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).describe('The message that bears the button.'),
})

const body = z
  .object({
    text: z
      .string()
      .trim()
      .min(1)
      .max(maxTextLength)
      // PostgreSQL stores no NUL in text.
      .refine(text => !text.includes('\0'), 'must not contain the character U+0000')
      .describe('The message, a command such as `/start shop_42`, or the label of a pressed button.'),
    client_message_id: clientId.describe('Sent again with the same id, a message is still one message.'),
    press: press.optional().describe('The button whose press this is.'),
  })
  .meta({ examples: [{ text: 'Сколько стоит стрижка?', client_message_id: 'message-1' }] })

export const postChatMessage: RegisterRoute = (app, { clock, webchat }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/webchat/chats/:chat_id/messages',
    schema: {
      tags: ['webchat'],
      summary: 'Write to the agent',
      description: 'Answers once the message is stored, on the way that messages of every channel go. Safe to repeat.',
      params: chatParams,
      body,
      response: {
        202: z.object({ client_message_id: clientId }),
        ...problemResponses({
          401: 'Not signed in.',
          403: 'Sent by a page of another site.',
          413: 'The body is too large.',
          415: 'The body is not JSON.',
          422: 'The message is not valid.',
          503: 'It could not be stored now. Send it again with the same client_message_id.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { text, client_message_id, press } = request.body
      await webchat.receive([
        buildWebchatUpdate({
          chatId: request.params.chat_id,
          clientMessageId: client_message_id,
          text,
          sentAt: clock.now(),
          appLanguage: firstLanguage(request.headers['accept-language']),
          ...(press && { press: { data: press.data, buttonMessageId: String(press.message_id) } }),
        }),
      ])
      return reply.code(202).send({ client_message_id })
    },
  })
}

function isWithin(value: number, min: number, max: number): boolean {
  return min <= value && value <= max
}

function firstLanguage(acceptLanguage: string | undefined): string | null {
  return /^\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)/i.exec(acceptLanguage ?? '')?.[1] ?? null
}
