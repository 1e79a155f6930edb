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
  /** Presses answered at a time; more are left alone. Default 20. */
  readonly maxInTheAir?: number
}

/** Lets pressed buttons stop spinning and takes their keyboards away, as far as the flood budget has room. No message of it. */
export interface PressAnswerer {
  /** Answers the presses among updates that are stored. Returns at once; best effort. */
  answer(updates: readonly InboundUpdate[]): void
  /** Gives up what is in the air and answers nothing more. */
  close(): Promise<void>
}

export function createPressAnswerer(options: PressAnswererOptions): PressAnswerer {
  const { client, budget, maxInTheAir = 20 } = options
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

  async function settle({ chat, callbackQueryId, messageId }: Press): Promise<void> {
    if (budget.admitPressAnswer(chat)) {
      const call = () => client.raw.answerCallbackQuery({ callback_query_id: callbackQueryId }, signal)
      await tryCourtesy(options, { method: 'answerCallbackQuery', chat, call })
    }
    // So that no button is pressed twice. It counts as a message to the chat, and the answer comes first.
    if (budget.admitCourtesy(chat)) {
      const call = () => client.raw.editMessageReplyMarkup({ ...buildAddress(chat), message_id: messageId }, signal)
      await tryCourtesy(options, { method: 'editMessageReplyMarkup', chat, call })
    }
  }
}
