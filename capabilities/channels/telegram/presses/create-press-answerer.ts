import type { Logger } from '#shared/utils'
import type { InboundUpdate } from '../../contract.ts'
import { buildAddress } from '../calls/build-address.ts'
import { tryCourtesy } from '../calls/try-courtesy.ts'
import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import type { FloodBudget } from '../flood/flood-budget.ts'
import { type Press, readPress } from './read-press.ts'

export interface PressAnswererOptions {
  readonly client: TelegramClient
  readonly budget: FloodBudget
  readonly logger: Logger
  /** Shown to whoever presses a button that means nothing: at most 200 characters, in the language of their app. */
  readonly explainUnknown: (appLanguage: string | null) => string
  /** Whether a button with this data may be pressed again, and so stays. Default: none does. */
  readonly isLasting?: (data: string) => boolean
  /** Presses answered at a time; more are left alone. Default 100. */
  readonly maxInTheAir?: number
}

/** Lets pressed buttons stop spinning and takes the keyboards of those away that are pressed once, as far as the flood budget has room. No message of it. */
export interface PressAnswerer {
  /** Answers the presses among updates that are stored. Returns at once; best effort. */
  answer(updates: readonly InboundUpdate[]): void
  /** Gives up what is in the air and answers nothing more. */
  close(): Promise<void>
}

export function createPressAnswerer(options: PressAnswererOptions): PressAnswerer {
  const { client, budget, isLasting = () => false, maxInTheAir = 100 } = options
  const inTheAir = new Set<Promise<void>>()
  const stopped = new AbortController()
  const signal = callSignal(stopped.signal)

  return {
    answer(updates) {
      for (const press of updates.flatMap(({ inbound }) => readPress(inbound) ?? [])) {
        if (stopped.signal.aborted || inTheAir.size >= maxInTheAir) return
        const settled = settle(press).then(() => void inTheAir.delete(settled))
        inTheAir.add(settled)
      }
    },
    async close() {
      stopped.abort()
      await Promise.all(inTheAir)
    },
  }

  async function settle(press: Press): Promise<void> {
    const { chat, callbackQueryId } = press
    if (budget.admitPressAnswer(chat)) {
      const text = press.kind === 'unknown' ? options.explainUnknown(press.appLanguage) : undefined
      const answer = { callback_query_id: callbackQueryId, ...(text !== undefined && { text }) }
      const call = () => client.raw.answerCallbackQuery(answer, signal)
      await tryCourtesy(options, { method: 'answerCallbackQuery', chat, call })
    }
    // So that no button is pressed twice. It counts as a message to the chat, and the answer comes first.
    if (press.kind === 'known' && !isLasting(press.data) && budget.admitCourtesy(chat)) {
      const keyboard = { ...buildAddress(chat), message_id: press.messageId }
      const edit = () => client.raw.editMessageReplyMarkup(keyboard, signal)
      const call = () => budget.inTheAir.follow(chat.chatId, edit)
      await tryCourtesy(options, { method: 'editMessageReplyMarkup', chat, call })
    }
  }
}
