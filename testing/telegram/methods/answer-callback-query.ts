import { answerTrue, defineMethod } from '../wire/api-call.ts'
import { readBoolean, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const maxTextUnits = 200

export const answerCallbackQuery = defineMethod({
  name: 'answerCallbackQuery',
  isMetered: false,
  run({ world, bot, params }) {
    const text = readText(params, 'text')
    const callback = bot.callbacks.get(readText(params, 'callback_query_id'))
    if (callback === undefined || world.clock.now() >= callback.expiresAtMs) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    }
    if (text.length > maxTextUnits) throw badRequest('MESSAGE_TOO_LONG')
    const answer = { text, showAlert: readBoolean(params, 'show_alert'), url: readText(params, 'url') }
    callback.answer = answer
    world.signals.emit({ kind: 'clicked-answered', bot, callbackId: callback.id, answer })
    return answerTrue
  },
})
