import { z } from 'zod'
import type { Inbound } from '../../contract.ts'
import { findPressRefusal } from './find-refusal.ts'
import type { InboundContext } from './inbound-context.ts'
import { messageSchema, userSchema } from './message-schema.ts'
import { readAddress, readPerson } from './read-sender.ts'
import { parseWire } from './wire.ts'

const callbackSchema = z.object({
  id: z.string().min(1),
  from: userSchema,
  message: messageSchema.optional(),
  data: z.string().optional(),
  game_short_name: z.string().optional(),
})

/**
 * Parses the press of a button under a message. Its text is the button's data and its id is the press's own, so that two
 * presses of one button are two messages; `metadata.callbackQueryId` is what answerCallbackQuery wants within 150 s.
 */
export function parseCallback(payload: unknown, context: InboundContext): Inbound {
  const parsed = parseWire(callbackSchema, payload, 'callback_query')
  if (parsed.kind === 'unreadable') return parsed
  const { id, from, message, data, game_short_name } = parsed.value
  // Under a message that was sent through inline mode: its chat is not known, so nothing can be answered there.
  if (message === undefined) return { kind: 'ignored', reason: 'button.inline_message' }
  const pressed = { ...message, from, sender_business_bot: undefined, is_from_offline: undefined }
  const refusal = findPressRefusal(pressed, context)
  if (refusal !== null) return { kind: 'ignored', reason: refusal }
  return {
    kind: 'message',
    chat: readAddress(message),
    from: readPerson(from),
    messageId: `callback:${id}`,
    sentAt: context.settings.receivedAt,
    messageKind: 'button',
    text: data?.trim() || `[${game_short_name === undefined ? 'button' : `game ${game_short_name}`}]`,
    command: null,
    wantsAnswer: true,
    metadata: { callbackQueryId: id, buttonMessageId: String(message.message_id) },
  }
}
