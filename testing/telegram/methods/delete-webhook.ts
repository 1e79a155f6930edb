import { answerTrue, defineMethod } from '../wire/api-call.ts'
import { readBoolean } from '../wire/params.ts'
import { closeWebhook } from './open-webhook.ts'

export const deleteWebhook = defineMethod({
  name: 'deleteWebhook',
  isMetered: false,
  run({ bot, params }) {
    const description = bot.webhook === null ? 'Webhook is already deleted' : 'Webhook was deleted'
    if (readBoolean(params, 'drop_pending_updates')) bot.queue.clear()
    closeWebhook(bot)
    return { ...answerTrue, description }
  },
})
