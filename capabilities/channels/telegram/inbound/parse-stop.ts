import { z } from 'zod'
import type { Inbound } from '../../contract.ts'
import { parseWire } from './wire.ts'

const stopSchema = z.object({
  chat: z.object({ id: z.int() }),
  message_thread_id: z.int().optional(),
  draft_id: z.int(),
})

/** Parses the press of the button that stops a reply in the middle. Drafts exist in the bot's own private chats only. */
export function parseStop(payload: unknown): Inbound {
  const parsed = parseWire(stopSchema, payload, 'stopped_message_generation')
  if (parsed.kind === 'unreadable') return parsed
  const { chat, message_thread_id: topicId, draft_id: draftId } = parsed.value
  const address = { businessConnectionId: '', chatId: String(chat.id), topicId: topicId?.toString() ?? '' }
  return { kind: 'stop', chat: { ...address, chatType: 'private' }, draftId }
}
