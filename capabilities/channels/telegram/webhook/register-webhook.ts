import type { Secret } from '#shared/utils'
import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { readFailure } from '../client/read-failure.ts'
import type { AllowedUpdates } from '../polling/run-poller.ts'

export interface WebhookRegistration {
  /** Public HTTPS address on port 443, 80, 88 or 8443. */
  readonly url: string
  /** 1–256 of `A-Za-z0-9_-`. */
  readonly secret: Secret
  readonly allowedUpdates: AllowedUpdates
  /** Requests in flight at once, 1–100. Default 40. */
  readonly maxConnections?: number
}

export type WebhookRegistered =
  | { readonly kind: 'registered' }
  | { readonly kind: 'unauthorized' }
  /** Telegram refuses the address; `reason` is its own text (`bad webhook: …`). */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable'; readonly code: string }

/** Tells Telegram where to deliver. What waits there is delivered, not dropped. Safe to repeat. */
export async function registerWebhook(
  client: TelegramClient,
  registration: WebhookRegistration,
  signal: AbortSignal,
): Promise<WebhookRegistered> {
  const { url, secret, allowedUpdates, maxConnections = 40 } = registration
  const request = {
    url,
    secret_token: secret.reveal(),
    allowed_updates: allowedUpdates,
    max_connections: maxConnections,
    drop_pending_updates: false,
  }
  try {
    await client.raw.setWebhook(request, callSignal(signal))
    return { kind: 'registered' }
  } catch (error) {
    return readRefusedWebhook(error)
  }
}

function readRefusedWebhook(error: unknown): WebhookRegistered {
  const failure = readFailure(error)
  if (failure.kind === 'no-answer') return { kind: 'unreachable', code: failure.code }
  if (failure.status === 401 || failure.status === 404) return { kind: 'unauthorized' }
  // Telegram takes one setWebhook a second, and says so without much ado.
  if (failure.status === 429) return { kind: 'rate-limited', retryAfterMs: failure.retryAfterMs ?? 1_000 }
  if (failure.status >= 500) return { kind: 'unreachable', code: `http_${failure.status}` }
  return { kind: 'refused', reason: failure.description }
}
