import type { Measurement } from './measure-contender.ts'

/**
 * One measurement of each contender and scenario out of all rounds: the fastest round, because other work on the machine can
 * only slow it down, with the most memory and all the mistakes of any round, because nothing excuses these.
 */
export function combineRounds(rounds: readonly Measurement[]): readonly Measurement[] {
  const combined = new Map<string, Measurement>()
  for (const round of rounds) {
    const key = `${round.scenario} ${round.contender}`
    const earlier = combined.get(key)
    combined.set(key, earlier === undefined ? round : combine(earlier, round))
  }
  return [...combined.values()]
}

function combine(one: Measurement, other: Measurement): Measurement {
  const fastest = one.repliesPerSecond >= other.repliesPerSecond ? one : other
  return {
    ...fastest,
    idleMb: Math.max(one.idleMb, other.idleMb),
    peakMb: Math.max(one.peakMb, other.peakMb),
    lastWords: one.lastWords + other.lastWords,
    wrong: {
      unanswered: one.wrong.unanswered + other.wrong.unanswered,
      doubled: one.wrong.doubled + other.wrong.doubled,
      mistaken: one.wrong.mistaken + other.wrong.mistaken,
    },
  }
}
