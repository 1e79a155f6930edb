import { expect, it } from 'vitest'
import { nameBackup, readBackupName } from './backup-name.ts'
import { chooseExpired } from './choose-expired.ts'

const madeAt = (...days: readonly string[]) =>
  days.map(day => ({ path: day, madeAtMs: Date.parse(`${day}Z`) })).sort((one, other) => other.madeAtMs - one.madeAtMs)

const keptOf = (days: readonly string[], keeping: { daily: number; weekly: number }) => {
  const backups = madeAt(...days)
  const expired = chooseExpired(backups, keeping)
  return backups.filter(backup => !expired.includes(backup)).map(({ path }) => path)
}

it('keeps the last of each day, then the last of each week, Monday to Sunday', () => {
  const days = [
    ...['2026-11-23T06:00', '2026-11-23T18:00', '2026-11-22T18:00', '2026-11-21T18:00', '2026-11-20T18:00'],
    ...['2026-11-16T18:00', '2026-11-15T18:00', '2026-11-14T18:00', '2026-11-08T18:00', '2026-11-01T18:00'],
  ]
  expect(keptOf(days, { daily: 2, weekly: 3 })).toEqual([
    ...['2026-11-23T18:00', '2026-11-22T18:00'],
    ...['2026-11-21T18:00', '2026-11-15T18:00', '2026-11-08T18:00'],
  ])
})

it('keeps the newest whatever happens, and counts only days on which there was one', () => {
  expect(keptOf(['2026-01-01T10:00'], { daily: 1, weekly: 0 })).toEqual(['2026-01-01T10:00'])
  expect(keptOf(['2026-06-01T10:00', '2026-01-01T10:00'], { daily: 2, weekly: 0 })).toHaveLength(2)
})

it('knows its own names and no others', () => {
  const at = Date.UTC(2026, 10, 23, 12, 3, 4)
  expect(nameBackup(at)).toBe('platform-2026-11-23T12-03-04Z.backup')
  expect(readBackupName(nameBackup(at))).toBe(at)
  for (const name of [
    'platform-2026-11-23T12-03-04Z.backup.part',
    'notes.backup',
    'platform-2026-99-23T12-03-04Z.backup',
  ])
    expect(readBackupName(name)).toBeNull()
})
