import { identifyBot } from '#capabilities/channels'
import { defineCheck, find } from '../define-check.ts'
import { connectToTelegram } from './connect-to-telegram.ts'

/** Whether Telegram knows the bot. */
export const checkTelegram = defineCheck({
  name: 'telegram',
  place: 'outside',
  limitMs: 10_000,
  async run(patient, signal) {
    const client = connectToTelegram(patient)
    if (client === null) return find('telegram.off')
    const identity = await identifyBot(client, signal)
    switch (identity.kind) {
      case 'identified':
        return find('telegram.ready', { username: identity.bot.username, name: identity.bot.displayName })
      case 'unauthorized':
        return find('telegram.unauthorized')
      case 'unreachable':
        return find('telegram.unreachable', {
          host: new URL(patient.settings.telegram.api_root).host,
          code: identity.code,
        })
    }
  },
})
