export interface TokenBucketOptions {
  readonly perSecond: number
  /** How many may go at once after silence. */
  readonly burst: number
}

/** A pace that allows a burst. In any `t` seconds at most `burst + t × perSecond` places are taken. Times must not run backwards. */
export interface TokenBucket {
  /** Milliseconds until `places` are free; 0 for now, Infinity when there are never as many. Takes nothing. */
  waitMs(nowMs: number, places?: number): number
  take(nowMs: number): void
  /** When it will be as good as new. */
  idleAtMs(): number
}

/** One number instead of a counter and a timer: the instant at which the bucket is full again (GCRA). */
export function createTokenBucket({ perSecond, burst }: TokenBucketOptions): TokenBucket {
  const intervalMs = 1000 / perSecond
  let fullAtMs = 0
  return {
    waitMs(nowMs, places = 1) {
      if (places > burst) return Number.POSITIVE_INFINITY
      return Math.max(0, Math.max(fullAtMs, nowMs) + (places - burst) * intervalMs - nowMs)
    },
    take(nowMs) {
      fullAtMs = Math.max(fullAtMs, nowMs) + intervalMs
    },
    idleAtMs: () => fullAtMs,
  }
}
