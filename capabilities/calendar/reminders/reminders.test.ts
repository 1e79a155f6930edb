import { beforeEach, expect, it } from 'vitest'
import type { Database, LeadId, MeetingId } from '#shared/database'
import { createLeads } from '../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { cancelMeeting } from '../bookings/cancel-meeting.ts'
import { confirmMeeting } from '../bookings/confirm-meeting.ts'
import { holdMeeting } from '../bookings/hold-meeting.ts'
import { moveMeeting } from '../bookings/move-meeting.ts'
import { claimDueReminders } from './claim-due-reminders.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 23, 9)
const start = now + 72 * hour

describeEachDatabase('reminders', open => {
  let database: Database
  let leadId: LeadId
  let meetingId: MeetingId

  const book = async (startsAt: number, reminderHours?: readonly number[]) => {
    const request = { leadId, conversationId: null, calendar: 'internal', startsAt, minutes: 60 } as const
    const held = await database.transaction(tx =>
      holdMeeting(tx, { ...request, bufferMinutes: 0, title: 'x', timeZone: null }, now),
    )
    if (held.kind !== 'held') throw new Error(held.kind)
    const ref = { meetingId: held.meetingId, leadId, ...(reminderHours === undefined ? {} : { reminderHours }) }
    await database.transaction(tx => confirmMeeting(tx, ref, now))
    return held.meetingId
  }
  const claimAt = async (nowMs: number, reminderHours?: readonly number[]) => {
    const query = { limit: 10, ...(reminderHours === undefined ? {} : { reminderHours }) }
    const { reminders } = await database.transaction(tx => claimDueReminders(tx, query, nowMs))
    return reminders.map(reminder => [reminder.meeting.id, reminder.meeting.startsAt, reminder.hoursBefore])
  }

  beforeEach(async () => {
    database = await open()
    const [lead] = await createLeads(database, 1)
    if (lead === undefined) throw new Error('no lead')
    leadId = lead
    meetingId = await book(start)
  })

  it('come a day before and an hour before, each once', async () => {
    expect(await claimAt(start - 24 * hour - 1)).toEqual([])
    expect(await claimAt(start - 24 * hour)).toEqual([[meetingId, start, 24]])
    expect(await claimAt(start - 23 * hour)).toEqual([])
    expect(await claimAt(start - hour)).toEqual([[meetingId, start, 1]])
    expect(await claimAt(start - hour / 2)).toEqual([])
  })

  it('are claimed by one of many workers', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimAt(start - 24 * hour)))
    expect(claims.flat()).toEqual([[meetingId, start, 24]])
  })

  it('after an outage only the latest is given, and none for a meeting that has begun', async () => {
    expect(await claimAt(start - hour / 2)).toEqual([[meetingId, start, 1]])
    expect(await claimAt(start - 1)).toEqual([])
    const other = await book(start + 10 * hour)
    expect(await claimAt(start + 10 * hour)).toEqual([])
    expect(await claimAt(start + 11 * hour)).toEqual([])
    const row = await database.db
      .selectFrom('meetings')
      .select('reminder_due_at')
      .where('id', '=', other)
      .executeTakeFirst()
    expect(row).toEqual({ reminder_due_at: null })
  })

  it('leave out what lies behind when the meeting is booked', async () => {
    const soon = await book(now + 5 * hour)
    expect(await claimAt(now + 3 * hour)).toEqual([])
    expect(await claimAt(now + 4 * hour)).toEqual([[soon, now + 5 * hour, 1]])
  })

  it('follow a meeting that is moved, and end with one that is cancelled', async () => {
    const move = { meetingId, leadId, startsAt: start + 24 * hour, bufferMinutes: 0 }
    await database.transaction(tx => moveMeeting(tx, move, now))
    expect(await claimAt(start - 24 * hour)).toEqual([])
    expect(await claimAt(start)).toEqual([[meetingId, start + 24 * hour, 24]])
    await database.transaction(tx => cancelMeeting(tx, { meetingId, leadId }, start))
    expect(await claimAt(start + 23 * hour)).toEqual([])
  })

  it('come at the hours that are configured, or never', async () => {
    const other = await book(start + 10 * hour, [48])
    expect(await claimAt(start - 38 * hour, [48])).toEqual([[other, start + 10 * hour, 48]])
    await database.transaction(tx => cancelMeeting(tx, { meetingId: other, leadId }, now))
    await book(start + 20 * hour, [])
    expect(await claimAt(start + 19.5 * hour, [])).toEqual([])
  })
})
