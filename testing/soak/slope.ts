export interface Sample {
  readonly atMs: number
  readonly megabytes: number
}

const tenMinutesMs = 600_000

/** The line through all samples with the least squares, in megabytes for ten minutes; 0 for fewer than two. Pure. */
export function slopePerTenMinutes(samples: readonly Sample[]): number {
  const meanAt = mean(samples.map(({ atMs }) => atMs))
  const meanMb = mean(samples.map(({ megabytes }) => megabytes))
  const spread = sum(samples.map(({ atMs }) => (atMs - meanAt) ** 2))
  if (spread === 0) return 0
  const shared = sum(samples.map(({ atMs, megabytes }) => (atMs - meanAt) * (megabytes - meanMb)))
  return (shared / spread) * tenMinutesMs
}

/**
 * The lowest sample of each window: a heap is a saw, and what grows is where its teeth begin. The last window is left out unless it
 * is whole.
 */
export function lowestOfEach(samples: readonly Sample[], windowMs: number): readonly Sample[] {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return []
  const windows = Math.floor((last.atMs - first.atMs) / windowMs)
  return Array.from({ length: windows }, (_, index) => {
    const from = first.atMs + index * windowMs
    return samples
      .filter(({ atMs }) => atMs >= from && atMs < from + windowMs)
      .reduce((lowest, sample) => (sample.megabytes < lowest.megabytes ? sample : lowest), {
        atMs: from,
        megabytes: Infinity,
      })
  }).filter(({ megabytes }) => Number.isFinite(megabytes))
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : sum(numbers) / numbers.length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
