export interface SlidingWindowOptions {
  readonly count: number
  readonly perMs: number
}

/** A hard ceiling: at most `count` places in any `perMs`, wherever the window is laid. Times must not run backwards. */
export interface SlidingWindow {
  /** Milliseconds until `places` are free; 0 for now, Infinity when there are never as many. Takes nothing. */
  waitMs(nowMs: number, places?: number): number
  take(nowMs: number): void
  /** When the last place taken will be free again. */
  idleAtMs(): number
}

/** Remembers the instants of the last `count` places, in a ring that grows only as far as it is used. */
export function createSlidingWindow({ count, perMs }: SlidingWindowOptions): SlidingWindow {
  const takenAtMs: number[] = []
  let oldest = 0
  return {
    waitMs(nowMs, places = 1) {
      if (places > count) return Number.POSITIVE_INFINITY
      const mustExpire = takenAtMs.length + places - count
      if (mustExpire <= 0) return 0
      const lastToExpireMs = takenAtMs[(oldest + mustExpire - 1) % takenAtMs.length] ?? 0
      return Math.max(0, lastToExpireMs + perMs - nowMs)
    },
    take(nowMs) {
      if (takenAtMs.length < count) return void takenAtMs.push(nowMs)
      takenAtMs[oldest] = nowMs
      oldest = (oldest + 1) % count
    },
    idleAtMs: () => (takenAtMs.at(oldest - 1) ?? 0) + perMs,
  }
}
