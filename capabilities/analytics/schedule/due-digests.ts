import type { ReportsConfig } from '../config.ts'
import type { Period } from '../periods/split-period.ts'
import type { TimeGrid } from '../periods/time-grid.ts'

/** A digest that is to be sent, once: `name` and the beginning of its period tell it from all others. */
export interface DueDigest {
  readonly name: 'daily' | 'weekly'
  readonly period: Period
}

/**
 * The newest digests whose hour has come, by the clock of the business. One that was missed while nothing ran is due until the next
 * one is. Pure.
 */
export function findDueDigests(settings: ReportsConfig, grid: TimeGrid, nowMs: number): readonly DueDigest[] {
  const { daily_at: dailyAt, weekly_at: weeklyAt, weekly_day: weeklyDay } = settings
  return [
    ...(dailyAt === null ? [] : [findDaily(dailyAt, grid, nowMs)]),
    ...(weeklyAt === null ? [] : [findWeekly({ at: weeklyAt, day: weeklyDay }, grid, nowMs)]),
  ]
}

function findDaily(at: string, grid: TimeGrid, nowMs: number): DueDigest {
  const today = grid.floor(nowMs, 'day')
  const day = grid.atTime(today, at) <= nowMs ? today : grid.step(today, 'day', -1)
  return { name: 'daily', period: { from: grid.step(day, 'day', -1), to: day } }
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

function findWeekly(
  { at, day }: { readonly at: string; readonly day: ReportsConfig['weekly_day'] },
  grid: TimeGrid,
  nowMs: number,
): DueDigest {
  const today = grid.floor(nowMs, 'day')
  const wanted = weekdays.indexOf(day) + 1
  const daysAgo = (grid.weekday(today) - wanted + 7) % 7
  const last = grid.step(today, 'day', -daysAgo)
  const sendDay = grid.atTime(last, at) <= nowMs ? last : grid.step(last, 'day', -7)
  // The last whole week before the day on which it is sent.
  const to = grid.step(sendDay, 'day', 1 - grid.weekday(sendDay))
  return { name: 'weekly', period: { from: grid.step(to, 'day', -7), to } }
}
