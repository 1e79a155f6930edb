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
 * One number instead of a counter and a timer: the instant at which the bucket is full again (GCRA). Whoever counts on the other side
 * sees calls closer together than they left, so an emptied bucket keeps `jitterMs` in hand until it has been full for so long: the
 * pace stays what it is, and only the first place after a burst comes later.
 */
export function createTokenBucket({ perSecond, burst, jitterMs }: TokenBucketOptions): TokenBucket {
  const intervalMs = 1000 / perSecond
  let fullAtMs = Number.NEGATIVE_INFINITY
  let isStrained = false
  return {
    waitMs(nowMs, places = 1) {
      if (places > burst) return Number.POSITIVE_INFINITY
      const inHandMs = isStrained && nowMs < fullAtMs + jitterMs ? jitterMs : 0
      return Math.max(0, fullAtMs + (places - burst) * intervalMs + inHandMs - nowMs)
    },
    take(nowMs) {
      if (nowMs >= fullAtMs + jitterMs) isStrained = false
      fullAtMs = Math.max(fullAtMs, nowMs) + intervalMs
      if (fullAtMs - nowMs > (burst - 1) * intervalMs) isStrained = true
    },
    idleAtMs: () => (isStrained ? fullAtMs + jitterMs : fullAtMs),
  }
}
