import { systemClock } from '#shared/utils'
import type { Delivered, Written } from '../../kill/chronicle.ts'
import type { TelegramEmulator } from '../../telegram/index.ts'

/** A message of a client, and when it was written. */
export interface TimedWritten extends Written {
  readonly atMs: number
}

/** A message of the bot, and when it stood in the chat. */
export interface TimedDelivered extends Delivered {
  readonly atMs: number
}

/** What was written and answered since the last `clear`. */
export interface Exchange {
  readonly written: readonly TimedWritten[]
  readonly delivered: readonly TimedDelivered[]
  note(message: TimedWritten): void
  /** Resolves when the bot says something, whatever it is, in a chat. */
  untilSpoken(chatId: string): Promise<void>
  clear(): void
}

export function recordExchange(telegram: TelegramEmulator): Exchange {
  const written: TimedWritten[] = []
  const delivered: TimedDelivered[] = []
  const waiting = new Map<string, () => void>()
  telegram.onSend(({ message }) => {
    const chatId = String(message.chat.id)
    const text = message.text ?? ''
    delivered.push({ chatId, messageId: String(message.message_id), text, atMs: systemClock.now() })
    waiting.get(chatId)?.()
  })
  return {
    written,
    delivered,
    note: message => void written.push(message),
    untilSpoken: chatId => new Promise(resolve => void waiting.set(chatId, resolve)),
    clear() {
      written.length = 0
      delivered.length = 0
    },
  }
}
