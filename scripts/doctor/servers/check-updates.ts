import { readWebhookState, type WebhookState } from '#capabilities/channels'
import { defineCheck, type Finding, find, type Patient } from '../define-check.ts'
import { connectToTelegram } from './connect-to-telegram.ts'

// Telegram keeps the last failure for good; an old one has long been followed by deliveries that went well.
const recentErrorMs = 600_000

/** Whether messages come here: by poll with no webhook in the way, or by our own webhook. Changes neither. */
export const checkUpdates = defineCheck({
  name: 'updates',
  place: 'outside',
  limitMs: 10_000,
  async run(patient, signal) {
    const client = connectToTelegram(patient)
    if (client === null) return find('updates.off')
    const outcome = await readWebhookState(client, signal)
    if (outcome.kind !== 'known') return find('updates.unknown')
    return patient.settings.telegram.mode === 'polling'
      ? judgePolling(outcome.state)
      : judgeWebhook(outcome.state, patient)
  },
})

function judgePolling({ url, pendingCount: pending }: WebhookState): Finding {
  return url === null ? find('updates.polling', { pending }) : find('updates.webhook_in_the_way', { host: hostOf(url) })
}

function judgeWebhook({ url, pendingCount: pending, lastError }: WebhookState, { settings, clock }: Patient): Finding {
  if (url === null) return find('updates.not_registered')
  const host = hostOf(url)
  if (url !== settings.telegram.webhook_url) return find('updates.other_webhook', { host })
  const isFailing = lastError !== null && clock.now() - lastError.at < recentErrorMs
  return isFailing ? find('updates.failing', { error: lastError.message }) : find('updates.webhook', { host, pending })
}

/** Not the whole address: its path may be somebody's secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '?'
}
