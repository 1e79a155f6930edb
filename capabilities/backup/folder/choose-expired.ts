import type { KeptBackup } from './list-backups.ts'

export interface Keeping {
  /** Of so many days the last backup is kept. */
  readonly daily: number
  /** Of so many weeks before those days, too. */
  readonly weekly: number
}

const dayMs = 86_400_000
// 5 January 1970 was a Monday.
const firstMondayMs = 4 * dayMs

/**
 * Which of `backups` (newest first) may go: all but the last of each of the newest days and weeks, by UTC. Days and weeks without
 * one do not count, so a machine that was off for a month still has what it had.
 */
export function chooseExpired(backups: readonly KeptBackup[], { daily, weekly }: Keeping): readonly KeptBackup[] {
  const lastOfDays = lastOfEach(backups, at => Math.floor(at / dayMs)).slice(0, daily)
  const older = backups.filter(({ madeAtMs }) => madeAtMs < (lastOfDays.at(-1)?.madeAtMs ?? 0))
  const lastOfWeeks = lastOfEach(older, at => Math.floor((at - firstMondayMs) / (7 * dayMs))).slice(0, weekly)
  const kept = new Set([...lastOfDays, ...lastOfWeeks])
  return backups.filter(backup => !kept.has(backup))
}

function lastOfEach(backups: readonly KeptBackup[], periodOf: (atMs: number) => number): readonly KeptBackup[] {
  const last = new Map<number, KeptBackup>()
  for (const backup of backups) {
    const period = periodOf(backup.madeAtMs)
    if (!last.has(period)) last.set(period, backup)
  }
  return [...last.values()]
}
