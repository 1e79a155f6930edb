import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { readFailure } from '../client/read-failure.ts'

export type WebhookRemoved =
  | { readonly kind: 'removed' }
  /** Telegram could not be told, or does not know the token; `code` says which. */
  | { readonly kind: 'not-removed'; readonly code: string }

/** Tells Telegram to call no more, once. What waits there is kept for whoever asks next. Does not reject. Safe to repeat. */
export async function removeWebhook(client: TelegramClient, signal: AbortSignal): Promise<WebhookRemoved> {
  try {
    await client.raw.deleteWebhook({ drop_pending_updates: false }, callSignal(signal))
    return { kind: 'removed' }
  } catch (error) {
    const failure = readFailure(error)
    return { kind: 'not-removed', code: failure.kind === 'no-answer' ? failure.code : `http_${failure.status}` }
  }
}
