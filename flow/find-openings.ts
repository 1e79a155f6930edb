import {
  type BusyTime,
  type Calendar,
  findHorizon,
  leaveOutMeeting,
  listOpenings,
  type OpeningRules,
  pickVaried,
  readTaken,
} from '#capabilities/calendar'
import type { AccountId, Database } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import type { FindOpenings } from './agent/index.ts'

export interface OpeningsDeps {
  readonly database: Database
  readonly calendar: Calendar
  /** When the business takes meetings; null: never. */
  readonly rules: (accountId: AccountId | null) => OpeningRules | null
  readonly clock: Clock
  readonly logger: Logger
}

// How old a look into an outside calendar may be. A conflict in between is caught before the owner's day is: sync tells them.
const freshMs = 30_000
const calendarTimeoutMs = 4000
// As many as there may be in a horizon: a choice is varied only if all are known.
const allOpenings = 5000

/** Finds free times from the rules, our own bookings, and the owner's calendar; null when that cannot be seen: fail closed. */
export function createFindOpenings(deps: OpeningsDeps): FindOpenings {
  const listBusy = rememberBusy(deps)
  return async wish => {
    const rules = deps.rules(wish.accountId ?? null)
    if (rules === null) return null
    const nowMs = deps.clock.now()
    const horizon = findHorizon(rules, nowMs)
    const outside = await listBusy(horizon)
    if (outside === null) return null
    const except = wish.moving === undefined ? {} : { except: wish.moving.meetingId }
    const query = { ...horizon, ...except, bufferMinutes: rules.bufferMinutes }
    const taken = await readTaken(deps.database.db, query, nowMs)
    const others = wish.moving === undefined ? outside : leaveOutMeeting(outside, wish.moving)
    const all = listOpenings(rules, {
      nowMs,
      busy: [...others, ...taken],
      limit: allOpenings,
      ...wish.within,
      ...(wish.after === undefined ? {} : { after: wish.after }),
    })
    // Where it is already, nobody moves it.
    const elsewhere = all.filter(start => start !== wish.moving?.startsAt)
    return pickVaried(elsewhere, wish.count, rules.timeZone)
  }
}

/** The outside calendar's busy times, asked at most once in `freshMs` and by one caller at a time; null when it does not answer. */
function rememberBusy({
  calendar,
  clock,
  logger,
}: OpeningsDeps): (horizon: BusyTime) => Promise<readonly BusyTime[] | null> {
  let latest: { readonly at: number; readonly busy: Promise<readonly BusyTime[] | null> } | null = null
  return horizon => {
    if (latest !== null && clock.now() - latest.at < freshMs) return latest.busy
    const busy = ask(horizon)
    latest = { at: clock.now(), busy }
    return busy
  }

  async function ask(horizon: BusyTime): Promise<readonly BusyTime[] | null> {
    const outcome = await calendar.listBusy(horizon.from, horizon.to, AbortSignal.timeout(calendarTimeoutMs))
    if (outcome.kind === 'known') return outcome.busy
    logger.warn('calendar.unavailable', { calendar: calendar.name, code: outcome.code })
    // The next client asks again: an outage of a second must not close the shop for thirty.
    latest = null
    return null
  }
}
