import { z } from 'zod'
import type { ChatAddress, Inbound } from '../../contract.ts'
import { findPressRefusal } from './find-refusal.ts'
import type { InboundContext } from './inbound-context.ts'
import { messageSchema, userSchema } from './message-schema.ts'
import { readAddress, readPerson } from './read-sender.ts'
import { parseWire } from './wire.ts'
import { withoutGaps } from './without-gaps.ts'

const keyboardSchema = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))),
})

const callbackSchema = z.object({
  id: z.string().min(1),
  from: userSchema,
  // Without its keyboard (an old message, one of another client) the label is not known; the press counts all the same.
  message: messageSchema.extend({ reply_markup: keyboardSchema.optional().catch(undefined) }).optional(),
  data: z.string().optional(),
  game_short_name: z.string().optional(),
})

type Callback = z.infer<typeof callbackSchema>

/**
 * Parses the press of a button under a message. Its text is the button's label, or its data where the label is not known. Its
 * id is the press's own, so that two presses of one button are two messages. `metadata.data` is the data exactly as it was
 * sent; `metadata.callbackQueryId` is what answerCallbackQuery wants within 150 s.
 */
export function parseCallback(payload: unknown, context: InboundContext): Inbound {
  const parsed = parseWire(callbackSchema, payload, 'callback_query')
  if (parsed.kind === 'unreadable') return parsed
  const { id, from, message, data } = parsed.value
  // Under a message that was sent through inline mode: its chat is not known, so nothing can be answered there.
  if (message === undefined) return { kind: 'ignored', reason: 'button.inline_message' }
  const pressed = { ...message, from, sender_business_bot: undefined, is_from_offline: undefined }
  const refusal = findPressRefusal(pressed, context)
  if (refusal !== null) return { kind: 'ignored', reason: refusal }
  const chat = readAddress(message)
  const opened = data === undefined ? undefined : context.me.seal.open(chat, data)
  if (opened === null) return refusePress(parsed.value, chat)
  return {
    kind: 'message',
    chat,
    from: readPerson(from),
    messageId: `callback:${id}`,
    sentAt: context.settings.receivedAt,
    messageKind: 'button',
    text: describePress(parsed.value, opened),
    command: null,
    wantsAnswer: true,
    metadata: withoutGaps({ data: opened, callbackQueryId: id, buttonMessageId: String(message.message_id) }),
  }
}

/** Forged, of another chat, or of the time before the bot's token was replaced: it means nothing, and whoever pressed is told so. */
function refusePress({ id, from }: Callback, chat: ChatAddress): Inbound {
  const press = { chat, callbackQueryId: id, appLanguage: from.language_code ?? null }
  return { kind: 'ignored', reason: 'button.unknown', press }
}

/** Never empty. */
function describePress({ message, data, game_short_name }: Callback, opened: string | undefined): string {
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? []
  const pressed = buttons.find(button => data !== undefined && button.callback_data === data)
  const words = pressed?.text.trim() || opened?.trim()
  return words || `[${game_short_name === undefined ? 'button' : `game ${game_short_name}`}]`
}
