import { createInternalCalendar, writeCancellation, writeInvitation } from '#capabilities/calendar'
import { createFindOpenings, type PlaybookOf } from '#flow'
import type { AccountId, Database } from '#shared/database'
import { type Clock, silentLogger } from '#shared/utils'
import type { Bookings } from '../services/parts/create-bookings.ts'

/** Bookings in our own calendar, by the rules of the playbook. */
export function createTestBookings(facts: {
  readonly database: Database
  readonly clock: Clock
  readonly playbook: PlaybookOf
  readonly timeZone: string
}): Bookings {
  const { clock, playbook, timeZone } = facts
  const calendar = createInternalCalendar()
  const openingRules = (accountId: AccountId | null) => {
    const { meeting } = playbook(accountId)
    return meeting === null ? null : { ...meeting, timeZone }
  }
  return {
    calendar,
    rules: { name: calendar.name, holdMs: 15 * 60_000, reminderHours: [24, 1], minutes: null },
    openingRules,
    findOpenings: createFindOpenings({ ...facts, calendar, rules: openingRules, logger: silentLogger }),
    writeInvitation(meeting, _language, isCancelled) {
      const entry = { ...meeting, description: '' }
      const options = { nowMs: clock.now(), organizer: null, alarmMinutes: null }
      return isCancelled ? writeCancellation(entry, options) : writeInvitation(entry, options)
    },
  }
}
