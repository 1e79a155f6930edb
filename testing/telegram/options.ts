import { type Clock, systemClock } from '#shared/utils'
import type { RateLimits } from './limits/flood-meter.ts'

export interface TelegramEmulatorOptions {
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number
  /** Dates of messages, life of updates, long polls, penalties and webhook back-off follow this clock. Default: the wall. */
  readonly clock?: Clock
  /**
   * `off` (default): as fast as the caller likes. `telegram`: the published limits, see `telegramRateLimits`; also switches on the
   * server's guards against hasty getUpdates and setWebhook. An object changes single limits of `telegram`.
   */
  readonly rateModel?: 'off' | 'telegram' | Partial<RateLimits>
  /** How long each call is on its way to the server, on its clock; asked for every call. Default: no time at all. */
  readonly latencyMs?: () => number
  /** How many of the latest calls each bot's log keeps; false keeps none (for load tests). Default 10,000. */
  readonly recordCalls?: false | number
  /** How many messages a chat keeps for transcripts, edits and replies. Default 1,000. */
  readonly messagesPerChat?: number
  /** How many past updates each bot keeps for `redeliver`. Default 20,000; 0 keeps none. */
  readonly keptUpdates?: number
  /** Multiplies the webhook's back-off (2, 4, 8 … s) and its 60 s timeout. Default 1. */
  readonly webhookTimeScale?: number
  /** Where to deliver instead of the URL given to setWebhook, so that a public https address can lead to a local server. */
  readonly routeWebhook?: (url: URL) => URL
  /** Whether a bot receives what it sent through a business connection as a `business_message` too. Default true. */
  readonly echoBusinessSends?: boolean
  /** Serves the web page of the fake Telegram at `/`, with its endpoints under `/_sim/`. Default false. */
  readonly page?: boolean
}

/** The options with every default filled in. */
export interface Settings {
  readonly port: number
  readonly clock: Clock
  readonly rateLimits: RateLimits | null
  readonly latencyMs: (() => number) | null
  readonly callsKept: number
  readonly messagesPerChat: number
  readonly keptUpdates: number
  readonly webhookTimeScale: number
  readonly routeWebhook: (url: URL) => URL
  readonly echoBusinessSends: boolean
  readonly page: boolean
}

/**
 * What the FAQ says ("avoid more than one message per second" per chat with short bursts, 20 a minute in a group, about 30 a
 * second for a bot). The size of the burst and the first penalty are not published: these are on the strict side.
 */
export const telegramRateLimits: RateLimits = {
  chatPerSecond: 1,
  chatBurst: 3,
  groupPerMinute: 20,
  botPerSecond: 30,
  firstPenaltySeconds: 3,
}

export function resolveOptions(options: TelegramEmulatorOptions): Settings {
  return {
    port: options.port ?? 0,
    clock: options.clock ?? systemClock,
    rateLimits: resolveRateLimits(options.rateModel ?? 'off'),
    latencyMs: options.latencyMs ?? null,
    callsKept: options.recordCalls === false ? 0 : (options.recordCalls ?? 10_000),
    messagesPerChat: options.messagesPerChat ?? 1_000,
    keptUpdates: options.keptUpdates ?? 20_000,
    webhookTimeScale: options.webhookTimeScale ?? 1,
    routeWebhook: options.routeWebhook ?? (url => url),
    echoBusinessSends: options.echoBusinessSends ?? true,
    page: options.page ?? false,
  }
}

function resolveRateLimits(rateModel: 'off' | 'telegram' | Partial<RateLimits>): RateLimits | null {
  if (rateModel === 'off') return null
  return rateModel === 'telegram' ? telegramRateLimits : { ...telegramRateLimits, ...rateModel }
}
