import type { BusyTime } from '../contract.ts'

/**
 * What is taken, without a meeting that is to be moved: its own entry in the outside calendar must not keep it from moving by
 * half an hour. Only an entry of exactly its time is taken for its own; where calendars report a longer stretch, it stays taken.
 */
export function leaveOutMeeting(
  busy: readonly BusyTime[],
  meeting: { readonly startsAt: number; readonly minutes: number },
): readonly BusyTime[] {
  const to = meeting.startsAt + meeting.minutes * 60_000
  return busy.filter(taken => taken.from !== meeting.startsAt || taken.to !== to)
}
