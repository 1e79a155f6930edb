export interface TokenBucketOptions {
  readonly perSecond: number
  /** How many may go at once after silence. */
  readonly burst: number
  /** How much later than another one a call may arrive that left earlier. */
  readonly jitterMs: number
}

/** A pace that allows a burst. In any `t` seconds at most `burst + t × perSecond` places are taken. Times must not run backwards. */
export interface TokenBucket {
  /** Milliseconds until `places` are free; 0 for now, Infinity when there are never as many. Takes nothing. */
  waitMs(nowMs: number, places?: number): number
  take(nowMs: number): void
  /** When it will be as good as new. */
  idleAtMs(): number
}

/**
 * The instants at which the bucket began to empty and will be full again, instead of a counter and a timer (GCRA). Whoever counts on
 * the other side sees the first call up to `jitterMs` later, and gives nothing back before: so what flows in counts that much later
 * here, until the bucket has been full for as long. The pace stays what it is; only the first place behind a burst comes later.
 */
export function createTokenBucket({ perSecond, burst, jitterMs }: TokenBucketOptions): TokenBucket {
  const intervalMs = 1000 / perSecond
  let begunAtMs = 0
  let fullAtMs = Number.NEGATIVE_INFINITY
  return {
    waitMs(nowMs, places = 1) {
      if (places > burst) return Number.POSITIVE_INFINITY
      if (nowMs >= fullAtMs + jitterMs) return 0
      const taken = Math.round((fullAtMs - begunAtMs) / intervalMs)
      const lateMs = taken + places > burst ? jitterMs : 0
      return Math.max(0, fullAtMs + (places - burst) * intervalMs + lateMs - nowMs)
    },
    take(nowMs) {
      if (nowMs >= fullAtMs + jitterMs) begunAtMs = nowMs
      fullAtMs = Math.max(fullAtMs, nowMs) + intervalMs
    },
    idleAtMs: () => fullAtMs + jitterMs,
  }
}
