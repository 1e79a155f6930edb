// Buckets grow by 2 %, so a value read back is at most 1 % off, and a week of milliseconds needs some 1,000 of them.
const growth = Math.log(1.02)

/** The bucket of a duration or a number. Counts of buckets add up over any periods: percentiles need no values. */
export function bucketOf(value: number): number {
  return value < 1 ? -1 : Math.round(Math.log(value) / growth)
}

/** What `share` of the values (0.5: the median) do not exceed, within 1 %; null when there are none. Nearest rank. */
export function percentile(buckets: ReadonlyMap<string, number>, share: number): number | null {
  const sorted = [...buckets].map(([bucket, count]) => [Number(bucket), count] as const).sort(([a], [b]) => a - b)
  const total = sorted.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  const found = sorted.find(([, count]) => {
    seen += count
    return seen >= total * share
  })
  return found === undefined ? null : middleOf(found[0])
}

function middleOf(bucket: number): number {
  return bucket < 0 ? 0 : Math.round(Math.exp(bucket * growth))
}
