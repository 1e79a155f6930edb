import { z } from 'zod'
import type { ChatMessage } from '../read-chat.ts'

/** A chat message on the wire: in pages and in server-sent events. */
export const messageBody = z.object({
  id: z.number().int().describe('Grows within a chat; also the id of the server-sent event.'),
  role: z
    .enum(['user', 'assistant', 'human'])
    .describe('Who wrote it: the visitor, the AI, or a person of the business.'),
  text: z.string().describe('Plain text from the visitor, Markdown from the business.'),
  sent_at: z.iso.datetime(),
  client_message_id: z.string().nullable().describe('The id the page gave its message; null for the business.'),
})

export function toMessageBody(message: ChatMessage): z.infer<typeof messageBody> {
  return {
    id: message.id,
    role: message.role,
    text: message.text,
    sent_at: new Date(message.sentAt).toISOString(),
    client_message_id: message.clientMessageId,
  }
}
