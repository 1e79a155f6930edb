import type { TelegramEmulator } from '../telegram/index.ts'
import { readMarks } from './marks.ts'

/** A message as a person wrote it. */
export interface Written {
  readonly chatId: string
  readonly messageId: string
  readonly mark: string
}

/** A message as it arrived in a chat. */
export interface Delivered {
  readonly chatId: string
  readonly messageId: string
  readonly text: string
}

/** What stands in the chats since the last `clear`, in the order in which it appeared there. */
export interface Chronicle {
  readonly written: readonly Written[]
  readonly delivered: readonly Delivered[]
  /** Resolves when an answer that quotes the mark stands in a chat; never for one that does not come. */
  untilAnswered(mark: string): Promise<void>
  clear(): void
}

/** Writes down what happens in the emulator's chats, so that a thousand rounds need no transcript of a thousand rounds. */
export function keepChronicle(telegram: TelegramEmulator): Chronicle {
  const written: Written[] = []
  const delivered: Delivered[] = []
  const answered = new Set<string>()
  const waiting = new Map<string, () => void>()
  telegram.onEvent(event => {
    if (event.kind !== 'said' && event.kind !== 'sent') return
    const { message } = event.entry
    const line = { chatId: String(message.chat.id), messageId: String(message.message_id) }
    const text = message.text ?? ''
    if (event.kind === 'said') return void written.push({ ...line, mark: text })
    delivered.push({ ...line, text })
    readMarks(text).forEach(noteAnswer)
  })
  return {
    written,
    delivered,
    untilAnswered(mark) {
      if (answered.has(mark)) return Promise.resolve()
      return new Promise(resolve => void waiting.set(mark, resolve))
    },
    clear() {
      written.length = 0
      delivered.length = 0
      answered.clear()
      waiting.clear()
    },
  }

  function noteAnswer(mark: string): void {
    answered.add(mark)
    waiting.get(mark)?.()
  }
}
