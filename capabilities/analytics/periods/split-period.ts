import { type Grain, grains, type TimeGrid } from './time-grid.ts'

/** From `from` up to, but not with, `to`: epoch milliseconds. */
export interface Period {
  readonly from: number
  readonly to: number
}

export interface Stretch extends Period {
  readonly grain: Grain
}

/**
 * A period as whole months, the days before and after them, and the quarters of an hour at its edges: so that two years are read
 * as 24 months and not as 70,000 quarters. Its edges are moved outward to whole quarters. Pure.
 */
export function splitPeriod({ from, to }: Period, grid: TimeGrid): readonly Stretch[] {
  return split({ from: grid.floor(from, 'quarter'), to: grid.ceil(to, 'quarter') }, grid, [...grains].reverse())
}

function split(
  { from, to }: Period,
  grid: TimeGrid,
  [grain = 'quarter', ...finer]: readonly Grain[],
): readonly Stretch[] {
  if (from >= to) return []
  if (finer.length === 0) return [{ grain, from, to }]
  const first = grid.ceil(from, grain)
  const last = grid.floor(to, grain)
  if (first >= last) return split({ from, to }, grid, finer)
  return [
    ...split({ from, to: first }, grid, finer),
    { grain, from: first, to: last },
    ...split({ from: last, to }, grid, finer),
  ]
}
