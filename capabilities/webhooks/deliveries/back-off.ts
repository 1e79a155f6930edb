import type { Chance } from '#shared/utils'

const firstMs = 5_000
const longestMs = 60 * 60 * 1000
const factor = 4
/** Receivers that came back must not be met by everybody at once. */
const jitter = 0.2

/** How long to wait after `failures` (1 or more) in a row: 5 s, 20 s, 80 s, …, at most an hour, give or take a fifth. */
export function backOffMs(failures: number, chance: Chance): number {
  const plainMs = Math.min(longestMs, firstMs * factor ** (failures - 1))
  return Math.round(plainMs * (1 + jitter * (2 * chance() - 1)))
}
