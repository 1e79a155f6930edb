import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { readFailure } from '../client/read-failure.ts'

/** Where Telegram delivers the bot's updates, as it says itself. */
export interface WebhookState {
  /** Null: nowhere; they wait to be polled. */
  readonly url: string | null
  /** Updates that wait at Telegram. */
  readonly pendingCount: number
  /** The last delivery that failed, in Telegram's words; null when none did since the webhook was set. */
  readonly lastError: { readonly at: number; readonly message: string } | null
}

export type WebhookStateOutcome =
  | { readonly kind: 'known'; readonly state: WebhookState }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'unreachable'; readonly code: string }

/** Asks `getWebhookInfo`, once. Changes nothing. Does not reject for anything Telegram or the network can do. */
export async function readWebhookState(client: TelegramClient, signal: AbortSignal): Promise<WebhookStateOutcome> {
  try {
    const { url = '', ...facts } = await client.raw.getWebhookInfo(callSignal(signal))
    const at = (facts.last_error_date ?? 0) * 1000
    const lastError = facts.last_error_message === undefined ? null : { at, message: facts.last_error_message }
    return {
      kind: 'known',
      state: { url: url === '' ? null : url, pendingCount: facts.pending_update_count, lastError },
    }
  } catch (error) {
    const failure = readFailure(error)
    if (failure.kind === 'no-answer') return { kind: 'unreachable', code: failure.code }
    if (failure.status === 401 || failure.status === 404) return { kind: 'unauthorized' }
    return { kind: 'unreachable', code: `http_${failure.status}` }
  }
}
