import type { Adaptation, Pace } from '../inbound-limits.ts'

/** Flood waits that lie further back no longer count: the slowest recovery that makes sense is over by then. */
export const floodMemoryMs = 24 * 60 * 60_000

/**
 * The pace that holds now: lower by a part for each flood wait, higher by a part for each quiet period since, up to `base`
 * again. It follows from the history alone, so a restart changes nothing. `floodWaits` are instants, oldest first.
 */
export function adaptPace(base: Pace, floodWaits: readonly number[], rules: Adaptation, nowMs: number): Pace {
  const quietTimes = floodWaits.map((at, index) => (floodWaits[index + 1] ?? nowMs) - at)
  return {
    perMinute: follow({ base: base.perMinute, least: 1 }, quietTimes, rules),
    perHour: follow({ base: base.perHour, least: 10 }, quietTimes, rules),
  }
}

/** One limit through all flood waits, each with the quiet time after it. */
function follow(
  { base, least }: { readonly base: number; readonly least: number },
  quietTimes: readonly number[],
  rules: Adaptation,
): number {
  return quietTimes.reduce((limit, quietMs) => {
    const lowered = Math.floor((limit * (100 - rules.reductionPercent)) / 100)
    return recover(Math.min(base, Math.max(least, lowered)), base, quietMs, rules)
  }, base)
}

function recover(limit: number, base: number, quietMs: number, rules: Adaptation): number {
  let recovered = limit
  for (let periods = Math.floor(quietMs / rules.recoveryMs); periods > 0 && recovered < base; periods--) {
    const raised = Math.floor((recovered * (100 + rules.recoveryPercent)) / 100)
    // At least one more: a tenth of nine is less than one, and the limit would stay at nine for ever.
    recovered = Math.min(base, Math.max(recovered + 1, raised))
  }
  return recovered
}
