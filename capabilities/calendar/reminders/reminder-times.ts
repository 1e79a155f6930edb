const hourMs = 3_600_000

/** Before a meeting, in hours, when nothing else is configured. */
export const defaultReminderHours: readonly number[] = [24, 1]

/** When the next reminder falls due after `nowMs`; null when none is left. */
export function findNextReminder(startsAt: number, nowMs: number, reminderHours: readonly number[]): number | null {
  const ahead = reminderHours.map(hours => startsAt - hours * hourMs).filter(dueAt => dueAt > nowMs)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

/** The reminder, in hours before the meeting, that fell due last; null before the first and once the meeting has begun. */
export function findCurrentReminder(startsAt: number, nowMs: number, reminderHours: readonly number[]): number | null {
  if (startsAt <= nowMs) return null
  const due = reminderHours.filter(hours => startsAt - hours * hourMs <= nowMs)
  return due.length === 0 ? null : Math.min(...due)
}
