import { setMaxListeners } from 'node:events'
import type { TelegramClient } from './create-client.ts'

type CallSignal = NonNullable<Parameters<TelegramClient['raw']['getMe']>[0]>

/**
 * Makes a signal fit for grammY, whose types name a polyfill's class; it only reads `aborted` and listens for `abort`.
 * A shutdown signal is shared by every call in the air, so more than ten listeners on it are no leak to warn of.
 */
export function callSignal(signal: AbortSignal): CallSignal {
  setMaxListeners(0, signal)
  return signal as unknown as CallSignal
}
