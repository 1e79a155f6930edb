import { beforeEach, expect, it } from 'vitest'
import type { Database, LeadId, MeetingId } from '#shared/database'
import { createFakeClock, type FakeClock, silentLogger } from '#shared/utils'
import { createLeads } from '../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { cancelMeeting } from '../bookings/cancel-meeting.ts'
import { confirmMeeting } from '../bookings/confirm-meeting.ts'
import { holdMeeting } from '../bookings/hold-meeting.ts'
import { moveMeeting } from '../bookings/move-meeting.ts'
import type { Calendar } from '../contract.ts'
import { createMemoryCalendar, type MemoryCalendar } from '../create-memory-calendar.ts'
import { syncDueMeetings } from './sync-meetings.ts'
import { adoptMeetings } from './sync-rows.ts'

const minute = 60_000
const hour = 60 * minute

describeEachDatabase('the outside calendar', open => {
  let database: Database
  let clock: FakeClock
  let calendar: MemoryCalendar
  let leadId: LeadId
  let start: number

  beforeEach(async () => {
    database = await open()
    clock = createFakeClock()
    calendar = createMemoryCalendar('google')
    start = clock.now() + 48 * hour
    const [lead] = await createLeads(database, 1)
    if (lead === undefined) throw new Error('no lead')
    leadId = lead
  })

  const hold = async (startsAt: number): Promise<MeetingId> => {
    const request = {
      leadId,
      conversationId: null,
      calendar: 'google',
      startsAt,
      minutes: 60,
      bufferMinutes: 0,
    } as const
    const held = await database.transaction(tx =>
      holdMeeting(tx, { ...request, title: 'Консультация', timeZone: null }, clock.now()),
    )
    if (held.kind !== 'held') throw new Error(held.kind)
    return held.meetingId
  }
  const book = async (startsAt: number): Promise<MeetingId> => {
    const meetingId = await hold(startsAt)
    await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId }, clock.now()))
    return meetingId
  }
  const move = (meetingId: MeetingId, startsAt: number) =>
    database.transaction(tx => moveMeeting(tx, { meetingId, leadId, startsAt, bufferMinutes: 0 }, clock.now()))
  const sync = (target: Calendar = calendar) =>
    syncDueMeetings({
      database,
      calendar: target,
      clock,
      logger: silentLogger,
      signal: new AbortController().signal,
      describe: async meeting => `встреча ${meeting.id}`,
    })
  const rowOf = (id: MeetingId) =>
    database.db.selectFrom('meetings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const written = () => [...calendar.entries.values()]

  it('is told of a meeting once it is confirmed, and of a hold never', async () => {
    const meetingId = await hold(start)
    expect(await sync()).toMatchObject({ settled: 0 })
    await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId }, clock.now()))
    expect(await sync()).toEqual({ settled: 1, postponed: 0, abandoned: [], isMore: false })
    expect(written()).toMatchObject([
      { startsAt: start, minutes: 60, title: 'Консультация', description: `встреча ${meetingId}`, sequence: 0 },
    ])
    expect(await rowOf(meetingId)).toMatchObject({ sync_due_at: null, calendar_event_id: written()[0]?.uid })
    expect(await sync()).toMatchObject({ settled: 0 })
  })

  it('follows a move and a cancellation', async () => {
    const meetingId = await book(start)
    await sync()
    await move(meetingId, start + hour)
    await sync()
    expect(written()).toMatchObject([{ startsAt: start + hour, sequence: 1 }])
    await database.transaction(tx => cancelMeeting(tx, { meetingId, leadId }, clock.now()))
    expect(await sync()).toMatchObject({ settled: 1 })
    expect(written()).toEqual([])
    expect(await rowOf(meetingId)).toMatchObject({ sync_due_at: null, calendar_event_id: null })
  })

  it('that cannot be reached is asked again with growing pauses, and told in the end', async () => {
    const meetingId = await book(start)
    calendar.failWith({ kind: 'unavailable', code: 'timeout' })
    const tries: number[] = []
    for (let minutes = 0; minutes < 16; minutes += 1) {
      const { postponed } = await sync()
      if (postponed > 0) tries.push(minutes)
      await clock.advance(minute)
    }
    expect(tries).toEqual([0, 1, 3, 7, 15])
    expect(await rowOf(meetingId)).toMatchObject({ sync_error: 'timeout', sync_attempts: 5 })
    calendar.failWith(null)
    await clock.advance(16 * minute)
    expect(await sync()).toMatchObject({ settled: 1 })
    expect(await rowOf(meetingId)).toMatchObject({ sync_due_at: null, sync_error: null, sync_attempts: 0 })
  })

  it('that stays away is given up after a day at the latest, and said so once', async () => {
    const meetingId = await book(start)
    calendar.failWith({ kind: 'unavailable', code: 'timeout' })
    const abandoned = []
    for (let hours = 0; hours < 30 * 60; hours += 1) {
      abandoned.push(...(await sync()).abandoned)
      await clock.advance(minute)
      if (abandoned.length > 0) break
    }
    expect(abandoned).toEqual([{ meetingId, code: 'timeout' }])
    expect(clock.now() - (start - 48 * hour)).toBeLessThan(24 * hour)
    expect(await sync()).toMatchObject({ settled: 0, postponed: 0, abandoned: [] })
  })

  it('that refuses is not asked again, until a start finds the meeting still to be written', async () => {
    const meetingId = await book(start)
    calendar.failWith({ kind: 'refused', code: 'forbidden' })
    expect(await sync()).toMatchObject({ abandoned: [{ meetingId, code: 'forbidden' }] })
    expect(await sync()).toMatchObject({ abandoned: [] })
    calendar.failWith(null)
    const adopt = () => database.transaction(tx => adoptMeetings(tx, 'google', clock.now()))
    expect(await adopt()).toBe(1)
    expect(await sync()).toMatchObject({ settled: 1 })
    expect(await adopt()).toBe(0)
  })

  it('a change made while it was being written is written too', async () => {
    const meetingId = await book(start)
    const slow: Calendar = {
      ...calendar,
      async save(entry, signal) {
        if (entry.sequence === 0) await move(meetingId, start + hour)
        return calendar.save(entry, signal)
      },
    }
    await sync(slow)
    expect(await rowOf(meetingId)).toMatchObject({ sync_due_at: clock.now() })
    await sync(slow)
    expect(written()).toMatchObject([{ startsAt: start + hour, sequence: 1 }])
  })

  it('a crash between the call and its record leads to a second call, not to a second entry', async () => {
    await book(start)
    const dying: Calendar = {
      ...calendar,
      async save(entry, signal) {
        await calendar.save(entry, signal)
        throw new Error('killed')
      },
    }
    await expect(sync(dying)).rejects.toThrow('killed')
    expect(await sync()).toMatchObject({ settled: 0 })
    await clock.advance(2 * minute)
    expect(await sync()).toMatchObject({ settled: 1 })
    expect(written()).toHaveLength(1)
  })

  it('a new calendar takes over the meetings ahead, and holds with them', async () => {
    const meetingId = await book(start)
    await sync()
    const heldId = await hold(start + 5 * hour)
    const other = createMemoryCalendar('caldav')
    expect(await database.transaction(tx => adoptMeetings(tx, 'caldav', clock.now()))).toBe(2)
    expect(await sync(other)).toMatchObject({ settled: 1 })
    expect([...other.entries.values()]).toMatchObject([{ startsAt: start }])
    expect(await rowOf(heldId)).toMatchObject({ calendar: 'caldav', sync_due_at: null })
    expect(await rowOf(meetingId)).toMatchObject({ calendar: 'caldav' })
  })
})
