import { answer, defineMethod } from '../wire/api-call.ts'

export const getWebhookInfo = defineMethod({
  name: 'getWebhookInfo',
  isMetered: false,
  run({ bot }) {
    const { webhook, queue } = bot
    return answer({
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.size,
      ...(webhook?.lastError && {
        last_error_date: Math.floor(webhook.lastError.atMs / 1000),
        last_error_message: webhook.lastError.message,
      }),
      ...(webhook !== null && { max_connections: webhook.maxConnections, ip_address: '127.0.0.1' }),
      ...(queue.allowedKinds !== null && { allowed_updates: [...queue.allowedKinds] }),
    })
  },
})
