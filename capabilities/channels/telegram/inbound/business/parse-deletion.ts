import { z } from 'zod'
import type { Inbound } from '../../../contract.ts'
import { chatSchema } from '../message-schema.ts'
import { parseWire } from '../wire.ts'

const deletionSchema = z.object({
  business_connection_id: z.string().min(1),
  chat: chatSchema,
  message_ids: z.array(z.int()),
})

/** Parses which messages of a business chat are gone. Of its own chats Telegram tells a bot no such thing. */
export function parseDeletion(payload: unknown): Inbound {
  const parsed = parseWire(deletionSchema, payload, 'deleted_business_messages')
  if (parsed.kind === 'unreadable') return parsed
  const { business_connection_id: businessConnectionId, chat, message_ids } = parsed.value
  return {
    kind: 'deletion',
    chat: { businessConnectionId, chatId: String(chat.id), topicId: '', chatType: 'private' },
    messageIds: message_ids.map(String),
  }
}
