import { type Grain, grains, type TimeGrid } from '../periods/time-grid.ts'

export interface MetricCount {
  readonly metric: string
  readonly grain: Grain
  readonly startsAt: number
  readonly dimension: string
  readonly value: number
}

/** Adds up what a batch of events comes to, in every grain. */
export interface Counter {
  /** Counts `value` (1) of `metric` in the stretches that `atMs` lies in. */
  add(metric: string, atMs: number, dimension?: string | number, value?: number): void
  list(): readonly MetricCount[]
}

// A deep link or a webhook may say anything: no dimension is longer than a deep link can be.
const longestDimension = 64

export function createCounter(grid: TimeGrid): Counter {
  const counts = new Map<string, MetricCount>()
  return {
    add(metric, atMs, dimension = '', value = 1) {
      const name = String(dimension).slice(0, longestDimension)
      for (const grain of grains) {
        const startsAt = grid.floor(atMs, grain)
        const key = `${metric}\n${grain}\n${startsAt}\n${name}`
        const sum = (counts.get(key)?.value ?? 0) + value
        counts.set(key, { metric, grain, startsAt, dimension: name, value: sum })
      }
    },
    list: () => [...counts.values()],
  }
}
