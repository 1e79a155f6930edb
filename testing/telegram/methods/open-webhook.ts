import { WebhookSender } from '../delivery/webhook.ts'
import type { BotAccount, World } from '../state/world.ts'

export interface WebhookTarget {
  /** As the bot gave it. */
  readonly address: string
  /** Where to deliver. */
  readonly url: URL
  readonly secretToken: string
  readonly maxConnections: number
}

/** Starts delivery to a webhook, beginning with everything that waits in the queue. */
export function openWebhook(world: World, bot: BotAccount, target: WebhookTarget): void {
  const sender = new WebhookSender({
    url: target.url,
    secretToken: target.secretToken,
    maxConnections: target.maxConnections,
    clock: world.clock,
    timeScale: world.settings.webhookTimeScale,
    queue: bot.queue,
    onDelivered: update => world.signals.emit({ kind: 'delivered', bot, updateId: update.id }),
    onError: message => {
      if (bot.webhook !== null) bot.webhook.lastError = { atMs: world.clock.now(), message }
    },
    onReply: (body, contentType) => world.executeReply(bot, { body, contentType }),
    onGone: () => closeWebhook(bot),
  })
  bot.webhook = { url: target.address, maxConnections: target.maxConnections, sender, lastError: null }
  for (const update of bot.queue.list()) sender.offer(update)
}

/** Ends delivery; what was not accepted stays in the queue. */
export function closeWebhook(bot: BotAccount): void {
  bot.webhook?.sender.close()
  bot.webhook = null
}
