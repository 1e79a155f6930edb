import { createRing } from '../state/ring.ts'

export interface RateLimits {
  readonly chatPerSecond: number
  /** How many calls a quiet chat may take at once. */
  readonly chatBurst: number
  readonly groupPerMinute: number
  readonly botPerSecond: number
  /** The shortest `retry_after`; it doubles with every call made inside a penalty, up to 15 minutes. */
  readonly firstPenaltySeconds: number
}

/** A call that should not have been made. */
export interface Violation {
  readonly atMs: number
  readonly method: string
  readonly chatId: number
  /** `over-limit` opens a penalty; `inside-penalty` is a call made although the bot had been told to wait. */
  readonly kind: 'over-limit' | 'inside-penalty'
  readonly retryAfterSeconds: number
}

export interface MeteredCall {
  readonly method: string
  readonly chatId: number
  /** The chat's own key: a business chat is not the bot's chat with the same number. */
  readonly key: string | number
  readonly isGroup: boolean
}

/** The flood budget of one bot: sends, edits, drafts and typing draw from the same buckets. */
export interface FloodMeter {
  /** 0 when the call may pass; otherwise the seconds to wait, and the call is recorded as a violation. */
  admit(call: MeteredCall): number
  /** Opens a penalty on a chat, as a 429 made by a test does. */
  penalise(key: string | number, seconds: number): void
  violations(): Violation[]
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

interface Penalty {
  untilMs: number
  seconds: number
}

const longestPenaltySeconds = 900
const violationsKept = 10_000

export function createFloodMeter(now: () => number, limits: RateLimits | null): FloodMeter {
  const buckets = new Map<string | number, Bucket>()
  const penalties = new Map<string | number, Penalty>()
  const violations = createRing<Violation>(violationsKept)

  return {
    admit(call) {
      if (limits === null && penalties.size === 0) return 0
      const nowMs = now()
      const penalty = penalties.get(call.key)
      if (penalty !== undefined && nowMs < penalty.untilMs) return punish(call, penalty, nowMs)
      if (limits === null) return 0
      const seconds = drawFromAll(call, limits, nowMs)
      if (seconds === 0) return 0
      return open(call, Math.max(seconds, limits.firstPenaltySeconds), nowMs)
    },
    penalise(key, seconds) {
      penalties.set(key, { untilMs: now() + seconds * 1000, seconds })
    },
    violations: () => violations.list(),
  }

  function open(call: MeteredCall, seconds: number, nowMs: number): number {
    penalties.set(call.key, { untilMs: nowMs + seconds * 1000, seconds })
    violations.push(violation(call, 'over-limit', seconds, nowMs))
    return seconds
  }

  /** Where the model is off only the penalty's rest is told: a penalty made by a test keeps the length the test gave it. */
  function punish(call: MeteredCall, penalty: Penalty, nowMs: number): number {
    if (limits !== null) {
      penalty.seconds = Math.min(longestPenaltySeconds, penalty.seconds * 2)
      penalty.untilMs = nowMs + penalty.seconds * 1000
    }
    const seconds = Math.ceil((penalty.untilMs - nowMs) / 1000)
    violations.push(violation(call, 'inside-penalty', seconds, nowMs))
    return seconds
  }

  /** Seconds until every bucket has room; 0 when all had and were drawn from. */
  function drawFromAll(call: MeteredCall, rates: RateLimits, nowMs: number): number {
    const perSecond = call.isGroup ? rates.groupPerMinute / 60 : rates.chatPerSecond
    const chat = fill(call.key, perSecond, call.isGroup ? rates.groupPerMinute : rates.chatBurst, nowMs)
    const bot = fill('bot', rates.botPerSecond, rates.botPerSecond, nowMs)
    const waitSeconds = Math.max(secondsUntilOne(chat, perSecond), secondsUntilOne(bot, rates.botPerSecond))
    if (waitSeconds > 0) return Math.ceil(waitSeconds)
    chat.tokens -= 1
    bot.tokens -= 1
    return 0
  }

  function fill(key: string | number, perSecond: number, capacity: number, nowMs: number): Bucket {
    const bucket = buckets.get(key)
    if (bucket === undefined) {
      const full = { tokens: capacity, filledAtMs: nowMs }
      buckets.set(key, full)
      return full
    }
    bucket.tokens = Math.min(capacity, bucket.tokens + ((nowMs - bucket.filledAtMs) / 1000) * perSecond)
    bucket.filledAtMs = nowMs
    return bucket
  }
}

function secondsUntilOne(bucket: Bucket, perSecond: number): number {
  return bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / perSecond
}

function violation(call: MeteredCall, kind: Violation['kind'], retryAfterSeconds: number, atMs: number): Violation {
  return { atMs, method: call.method, chatId: call.chatId, kind, retryAfterSeconds }
}
