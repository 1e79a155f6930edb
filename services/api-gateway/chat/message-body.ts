import { z } from 'zod'
import type { ChatMessage } from '../read-chat.ts'

const buttonBody = z.object({ text: z.string(), data: z.string() })

/** A chat message on the wire: in pages and in server-sent events. */
export const messageBody = z.object({
  id: z.number().int().describe('Grows within a chat; also the id of the server-sent event.'),
  role: z
    .enum(['user', 'assistant', 'human'])
    .describe('Who wrote it: the visitor, the AI, or a person of the business.'),
  text: z.string().describe('Plain text from the visitor, Markdown from the business.'),
  sent_at: z.iso.datetime(),
  client_message_id: z.string().nullable().describe('The id the page gave its message; null for the business.'),
  buttons: z
    .array(z.array(buttonBody))
    .describe('Rows of buttons under the message. To press one, post a message with its text and its data.'),
  documents: z
    .array(z.object({ id: z.number().int(), file_name: z.string() }))
    .describe('Files to download from …/documents/{id}.'),
  press: z
    .object({ data: z.string(), message_id: z.number().int() })
    .nullable()
    .describe('The button that the visitor pressed, and the message it stood under; null for what was written.'),
})

export function toMessageBody(message: ChatMessage): z.infer<typeof messageBody> {
  return {
    id: message.id,
    role: message.role,
    text: message.text,
    sent_at: new Date(message.sentAt).toISOString(),
    client_message_id: message.clientMessageId,
    buttons: message.buttons.map(row => row.map(({ text, data }) => ({ text, data }))),
    documents: message.documents.map(({ id, fileName }) => ({ id, file_name: fileName })),
    press: message.press && { data: message.press.data, message_id: Number(message.press.buttonMessageId) },
  }
}
