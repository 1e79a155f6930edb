import type { ApiMessage } from '../state/api-types.ts'
import type { ReplyKeyboard } from '../state/chat-log.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import { wordsOf } from '../state/words-of.ts'
import { getAccount, type World } from '../state/world.ts'
import { findChat, type Place } from './places.ts'

export interface TranscriptEntry {
  readonly bot: EmulatedBot
  /** `person` includes the owner of a business account. */
  readonly author: 'bot' | 'person'
  readonly messageId: number
  /** Text, caption or the words of the blocks; empty where there are none. */
  readonly text: string
  readonly message: ApiMessage
  readonly isDeleted: boolean
  /** The keyboard under the text field that came with it; null for none. */
  readonly replyKeyboard: ReplyKeyboard | null
}

/** What stands in a chat, oldest first, as far as the emulator keeps it. Empty when nothing was said. */
export function readTranscript(world: World, bot: EmulatedBot, place: number | Place): readonly TranscriptEntry[] {
  const log = findChat(world, getAccount(world, bot), place)
  return [...(log?.messages.values() ?? [])].map(({ message, author, isDeleted, replyKeyboard }) => ({
    bot,
    author,
    messageId: message.message_id,
    text: wordsOf(message),
    message,
    isDeleted,
    replyKeyboard,
  }))
}
