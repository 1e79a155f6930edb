import type { AccountId, MeetingId } from '#shared/database'
import type { Desk } from '../desk.ts'

export interface FreeTimesQuery {
  /** Starts at or after this; default: as early as the business allows. */
  readonly from?: number | undefined
  /** Starts before this; default: as far ahead as the business allows. */
  readonly to?: number | undefined
  /** Starts after this one: the last of the page before; null: from the first on. */
  readonly after: number | null
}

export type FreeTimes =
  /** `starts` ascending, epoch ms; all there are. */
  | { readonly kind: 'known'; readonly starts: readonly number[]; readonly minutes: number }
  /** This business takes no meetings. */
  | { readonly kind: 'no-meetings' }
  /** The owner's calendar cannot be seen now: nothing is promised then. */
  | { readonly kind: 'unavailable' }

// A month of quarter-hours around the clock; the calendar ends before that.
const allTimes = 5000

/** The times that the agent would offer. */
export async function findFreeTimes(
  { bookings }: Pick<Desk, 'bookings'>,
  { from, to, after }: FreeTimesQuery,
): Promise<FreeTimes> {
  const rules = bookings.openingRules(null)
  if (rules === null) return { kind: 'no-meetings' }
  const within = { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER }
  const starts = await bookings.findOpenings({ count: allTimes, within, ...(after === null ? {} : { after }) })
  return starts === null ? { kind: 'unavailable' } : { kind: 'known', starts, minutes: rules.minutes }
}

export interface WantedTime {
  /** Whose playbook says when meetings are taken; null: the one of the settings. */
  readonly accountId: AccountId | null
  readonly startsAt: number
  /** A meeting that must not stand in its own way. */
  readonly moving?: { readonly meetingId: MeetingId; readonly startsAt: number; readonly minutes: number }
}

/** Whether a meeting may begin at this time. */
export async function isFreeTime(
  { bookings }: Pick<Desk, 'bookings'>,
  { startsAt, ...wanted }: WantedTime,
): Promise<'free' | 'taken' | 'no-meetings' | 'unavailable'> {
  if (bookings.openingRules(wanted.accountId) === null) return 'no-meetings'
  const within = { from: startsAt, to: startsAt + 1 }
  const starts = await bookings.findOpenings({ ...wanted, count: 1, within })
  if (starts === null) return 'unavailable'
  return starts[0] === startsAt ? 'free' : 'taken'
}
