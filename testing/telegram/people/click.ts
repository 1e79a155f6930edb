import { lanes, pushUpdate } from '../delivery/push-update.ts'
import type { ApiMessage } from '../state/api-types.ts'
import { findMessage } from '../state/chat-log.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import type { CallbackAnswer } from '../state/signals.ts'
import { getAccount, type Person, type World } from '../state/world.ts'
import { getLogOf } from './say.ts'

/** A message of a bot, as transcripts and `onSend` give it. */
export interface BotMessage {
  readonly bot: EmulatedBot
  readonly message: ApiMessage
}

export interface Click {
  readonly id: string
  readonly updateId: number | null
  /** What the bot showed in return; null while it has not answered. */
  readonly answer: CallbackAnswer | null
}

const clickLifeMs = 150_000

/** A person presses the button with this `callback_data`. Throws TypeError when the message, as it is now, has no such button. */
export function click(world: World, person: Person, { bot, message }: BotMessage, data: string): Click {
  const account = getAccount(world, bot)
  const current = findMessage(getLogOf(world, account, message), message.message_id)?.message
  const buttons = current?.reply_markup?.inline_keyboard.flat() ?? []
  if (current === undefined || !buttons.some(button => 'callback_data' in button && button.callback_data === data)) {
    throw new TypeError(`message ${message.message_id} has no button with data ${data}`)
  }
  const id = String(world.nextCallbackId++)
  const callback = { id, expiresAtMs: world.clock.now() + clickLifeMs, answer: null as CallbackAnswer | null }
  account.callbacks.set(id, callback)
  const payload = { id, from: person.user, message: current, chat_instance: String(message.chat.id), data }
  const updateId = pushUpdate(account, { kind: 'callback_query', payload, lane: lanes.callback(person.user.id) })
  return {
    id,
    updateId,
    get answer() {
      return callback.answer
    },
  }
}
