import { Api } from 'grammy'
import type { Clock, Secret } from '#shared/utils'
import type { GuardedCalls } from './guarded-calls.ts'
import { createHttpFetch } from './http-fetch.ts'

/** grammY's typed methods of the Bot API. A failed call rejects; `readFailure` says what the rejection means. */
export interface TelegramClient extends Pick<Api, 'token' | 'options'> {
  /** A call that would act on another chat than its address names does not compile: see guarded-calls.ts. */
  readonly raw: GuardedCalls
}

export interface TelegramClientOptions {
  readonly token: Secret
  /** Without a trailing slash: `https://api.telegram.org`, a local Bot API server, an emulator. */
  readonly apiRoot: string
  readonly clock: Clock
  /** For every call but getUpdates. Default 30,000. */
  readonly answerTimeoutMs?: number
  /** For getUpdates, which Telegram itself may hold for 50 s. Default 60,000. */
  readonly pollTimeoutMs?: number
  /** Default 10,000. */
  readonly connectTimeoutMs?: number
}

/**
 * A client for one bot. It tries each call once: a message has no idempotency key on the wire, so only the outbox may decide
 * to send again. Idle connections are dropped by themselves and do not keep the process alive.
 */
export function createTelegramClient(options: TelegramClientOptions): TelegramClient {
  const { answerTimeoutMs = 30_000, pollTimeoutMs = 60_000, connectTimeoutMs = 10_000 } = options
  return new Api(options.token.reveal(), {
    apiRoot: options.apiRoot,
    // A backstop above our own limits: grammY cannot tell whether what it gave up on had left.
    timeoutSeconds: (Math.max(answerTimeoutMs, pollTimeoutMs) + 10_000) / 1000,
    sensitiveLogs: false,
    fetch: createHttpFetch({
      apiRoot: options.apiRoot,
      clock: options.clock,
      connectTimeoutMs,
      answerTimeoutMs: url => (url.endsWith('/getUpdates') ? pollTimeoutMs : answerTimeoutMs),
    }),
  })
}
