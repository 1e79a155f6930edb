import { createHmac } from 'node:crypto'
import { Secret } from '#shared/utils'
import type { App } from '../../app.ts'

/** Where Telegram is to call, and what it sends so that nobody else can. */
export interface WebhookAddress {
  readonly url: string
  readonly secret: Secret
}

/** The address of the bot of the settings; null: bots ask by long poll. */
export function webhookAddress({ telegram }: Pick<App['settings'], 'telegram'>): WebhookAddress | null {
  const { webhook_url: url, webhook_secret: secret, mode } = telegram
  // The settings' own rule: webhook mode has both.
  return mode === 'webhook' && url !== null && secret !== null ? { url, secret } : null
}

/**
 * The address of a further bot: below the first one, at a path that nobody guesses, with a secret of its own. Both are derived
 * from the secret of the settings, so they need no place in the database, and no bot's secret opens another's door.
 */
export function webhookAddressOf(settings: Pick<App['settings'], 'telegram'>, botId: string): WebhookAddress | null {
  const first = webhookAddress(settings)
  if (first === null) return null
  const derive = (purpose: string): string =>
    createHmac('sha256', first.secret.reveal()).update(`${purpose} of bot ${botId}`).digest('base64url')
  const url = new URL(first.url)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${derive('path').slice(0, pathLength)}`
  return { url: url.href, secret: new Secret(derive('secret')) }
}

// 132 bits.
const pathLength = 22
