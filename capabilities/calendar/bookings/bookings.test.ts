import { beforeEach, expect, it } from 'vitest'
import type { Database, LeadId } from '#shared/database'
import { createLeads } from '../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { claimDueBriefs, saveMeetingSummary } from '../briefs/meeting-summaries.ts'
import { cancelMeeting } from './cancel-meeting.ts'
import { completePastMeetings } from './complete-past-meetings.ts'
import { confirmMeeting } from './confirm-meeting.ts'
import { expireHolds } from './expire-holds.ts'
import { type HoldOutcome, type HoldRequest, holdMeeting } from './hold-meeting.ts'
import { moveMeeting } from './move-meeting.ts'
import { readMeetings } from './read-meetings.ts'
import { readTaken } from './read-taken.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = Date.UTC(2026, 10, 23, 9)
const ten = now + 2 * day + hour

describeEachDatabase('bookings', open => {
  let database: Database
  let anna: LeadId
  let boris: LeadId

  beforeEach(async () => {
    database = await open()
    const [first, second] = await createLeads(database, 2)
    if (first === undefined || second === undefined) throw new Error('no leads')
    anna = first
    boris = second
  })

  const hold = (leadId: LeadId, startsAt: number, change: Partial<HoldRequest & { nowMs: number }> = {}) =>
    database.transaction(tx =>
      holdMeeting(
        tx,
        {
          leadId,
          conversationId: null,
          calendar: 'google',
          startsAt,
          minutes: 60,
          bufferMinutes: 15,
          title: 'Консультация',
          timeZone: 'Asia/Bangkok',
          ...change,
        },
        change.nowMs ?? now,
      ),
    )
  const held = (outcome: HoldOutcome) => {
    if (outcome.kind !== 'held') throw new Error(`not held: ${outcome.kind}`)
    return outcome.meetingId
  }
  const book = async (leadId: LeadId, startsAt: number, change: Partial<HoldRequest> = {}) => {
    const meetingId = held(await hold(leadId, startsAt, change))
    const outcome = await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId }, now))
    if (outcome.kind !== 'confirmed') throw new Error(`not confirmed: ${outcome.kind}`)
    return meetingId
  }
  const taken = (nowMs = now, bufferMinutes = 15) =>
    readTaken(database.db, { from: ten - day, to: ten + day, bufferMinutes }, nowMs)
  const ahead = async (leadId: LeadId, nowMs = now) =>
    (await readMeetings(database.db, [leadId], nowMs)).get(leadId) ?? []
  const rowOf = (id: number) =>
    database.db
      .selectFrom('meetings')
      .selectAll()
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()

  it('a held time is taken for everyone else, with its buffer on both sides', async () => {
    await hold(anna, ten)
    expect(await hold(boris, ten)).toEqual({ kind: 'taken' })
    expect(await hold(boris, ten + 70 * minute)).toEqual({ kind: 'taken' })
    expect(await hold(boris, ten - 70 * minute)).toEqual({ kind: 'taken' })
    expect(await hold(boris, ten + 75 * minute)).toMatchObject({ kind: 'held' })
    expect(await hold(boris, ten - 75 * minute)).toMatchObject({ kind: 'held' })
    expect(await taken()).toHaveLength(2)
  })

  it('the same time again is the same hold, with its first end', async () => {
    const first = await hold(anna, ten)
    expect(first).toMatchObject({ kind: 'held', until: now + 15 * minute })
    expect(await hold(anna, ten, { nowMs: now + 5 * minute })).toEqual(first)
    expect(await ahead(anna)).toHaveLength(1)
  })

  it('another time releases the first, even when the two overlap', async () => {
    const first = held(await hold(anna, ten))
    const second = held(await hold(anna, ten + 30 * minute))
    expect((await ahead(anna)).map(meeting => meeting.id)).toEqual([second])
    expect(await taken()).toEqual([{ from: ten + 30 * minute, to: ten + 90 * minute }])
    expect(await database.transaction(tx => confirmMeeting(tx, { meetingId: first, leadId: anna }, now))).toEqual({
      kind: 'gone',
    })
  })

  it('a time that cannot be held leaves the lead what it held before', async () => {
    const first = held(await hold(anna, ten))
    await hold(boris, ten + 2 * hour)
    expect(await hold(anna, ten + 90 * minute)).toEqual({ kind: 'taken' })
    expect((await ahead(anna)).map(meeting => meeting.id)).toEqual([first])
    expect(await taken()).toEqual([
      { from: ten, to: ten + hour },
      { from: ten + 2 * hour, to: ten + 3 * hour },
    ])
  })

  it('a time that has begun cannot be held', async () => {
    expect(await hold(anna, now)).toEqual({ kind: 'taken' })
  })

  it('a confirmed time, asked for again by its lead, is booked already', async () => {
    const meetingId = await book(anna, ten)
    expect(await hold(anna, ten)).toEqual({ kind: 'already', meetingId })
  })

  it('a hold lapses by itself: another client gets the time, and the first cannot confirm any more', async () => {
    const meetingId = held(await hold(anna, ten))
    const late = now + 15 * minute
    expect(await taken(late)).toEqual([])
    expect(await ahead(anna, late)).toEqual([])
    expect(await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId: anna }, late))).toEqual({
      kind: 'expired',
    })
    expect(await hold(boris, ten, { nowMs: late })).toMatchObject({ kind: 'held' })
    expect(await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId: anna }, late))).toEqual({
      kind: 'expired',
    })
  })

  it('a lapsed hold is told once, also when its time went to someone else meanwhile', async () => {
    const meetingId = held(await hold(anna, ten))
    expect(await database.transaction(tx => expireHolds(tx, now + 14 * minute))).toEqual([])
    const late = now + 16 * minute
    await hold(boris, ten, { nowMs: late })
    const expired = await database.transaction(tx => expireHolds(tx, late))
    expect(expired.map(meeting => [meeting.id, meeting.leadId, meeting.status])).toEqual([[meetingId, anna, 'expired']])
    expect(await database.transaction(tx => expireHolds(tx, late))).toEqual([])
    expect(await ahead(boris, late)).toHaveLength(1)
  })

  it('a confirmation makes the meeting due for the calendar, the reminder and the brief', async () => {
    const meetingId = held(await hold(anna, ten))
    const confirmed = await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId: anna }, now + minute))
    expect(confirmed).toMatchObject({
      kind: 'confirmed',
      id: meetingId,
      startsAt: ten,
      minutes: 60,
      status: 'scheduled',
      holdUntil: null,
      timeZone: 'Asia/Bangkok',
    })
    expect(await rowOf(meetingId)).toMatchObject({
      sync_due_at: now + minute,
      brief_due_at: now + minute,
      reminder_due_at: ten - day,
    })
    expect(await database.transaction(tx => expireHolds(tx, now + hour))).toEqual([])
  })

  it('a second confirmation is already', async () => {
    const meetingId = await book(anna, ten)
    const again = await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId: anna }, now + day))
    expect(again).toMatchObject({ kind: 'already', id: meetingId, startsAt: ten })
    expect((await rowOf(meetingId)).brief_due_at).toBe(now)
  })

  it('the internal calendar needs no telling', async () => {
    const meetingId = await book(anna, ten, { calendar: 'internal' })
    expect((await rowOf(meetingId)).sync_due_at).toBeNull()
  })

  it("nobody confirms, moves or cancels another lead's meeting", async () => {
    const meetingId = held(await hold(anna, ten))
    const ref = { meetingId, leadId: boris }
    expect(await database.transaction(tx => confirmMeeting(tx, ref, now))).toEqual({ kind: 'gone' })
    await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId: anna }, now))
    const move = { ...ref, startsAt: ten + day, bufferMinutes: 15 }
    expect(await database.transaction(tx => moveMeeting(tx, move, now))).toEqual({ kind: 'gone' })
    expect(await database.transaction(tx => cancelMeeting(tx, ref, now))).toEqual({ kind: 'gone' })
    expect(await ahead(anna)).toMatchObject([{ id: meetingId, status: 'scheduled', startsAt: ten }])
  })

  it('a cancelled meeting frees its time, reminds nobody and is taken out of the calendar', async () => {
    const meetingId = await book(anna, ten)
    const cancelled = await database.transaction(tx => cancelMeeting(tx, { meetingId, leadId: anna }, now + hour))
    expect(cancelled).toMatchObject({ kind: 'cancelled', id: meetingId, sequence: 1 })
    expect(await rowOf(meetingId)).toMatchObject({
      sync_due_at: now + hour,
      reminder_due_at: null,
      brief_due_at: null,
    })
    expect(await taken()).toEqual([])
    expect(await database.transaction(tx => cancelMeeting(tx, { meetingId, leadId: anna }, now))).toEqual({
      kind: 'gone',
    })
  })

  it('a cancelled hold was never in the calendar', async () => {
    const meetingId = held(await hold(anna, ten))
    await database.transaction(tx => cancelMeeting(tx, { meetingId, leadId: anna }, now))
    expect((await rowOf(meetingId)).sync_due_at).toBeNull()
    expect(await hold(boris, ten)).toMatchObject({ kind: 'held' })
  })

  it('a moved meeting frees its old time and keeps its name in calendars', async () => {
    const meetingId = await book(anna, ten)
    const [before] = await ahead(anna)
    const move = { meetingId, leadId: anna, startsAt: ten + 30 * minute, bufferMinutes: 15 }
    const moved = await database.transaction(tx => moveMeeting(tx, move, now + minute))
    expect(moved).toMatchObject({ kind: 'moved', startsAt: ten + 30 * minute, sequence: 1, uid: before?.uid })
    expect(await taken()).toEqual([{ from: ten + 30 * minute, to: ten + 90 * minute }])
    expect(await rowOf(meetingId)).toMatchObject({
      sync_due_at: now + minute,
      reminder_due_at: ten + 30 * minute - day,
    })
    expect(await database.transaction(tx => moveMeeting(tx, move, now))).toMatchObject({ kind: 'already' })
  })

  it('a conflict on the new time loses nothing of the old one', async () => {
    const meetingId = await book(anna, ten)
    await book(boris, ten + 2 * hour)
    const move = { meetingId, leadId: anna, startsAt: ten + 70 * minute, bufferMinutes: 15 }
    expect(await database.transaction(tx => moveMeeting(tx, move, now))).toEqual({ kind: 'taken' })
    expect(await ahead(anna)).toMatchObject([{ id: meetingId, startsAt: ten, sequence: 0 }])
    expect(await hold(boris, ten)).toEqual({ kind: 'taken' })
    expect(await hold(boris, ten + 30 * minute)).toEqual({ kind: 'taken' })
  })

  it('a move to a time that its own lead holds uses up the hold', async () => {
    const meetingId = await book(anna, ten)
    await hold(anna, ten + 3 * hour)
    const move = { meetingId, leadId: anna, startsAt: ten + 3 * hour, bufferMinutes: 15 }
    expect(await database.transaction(tx => moveMeeting(tx, move, now))).toMatchObject({ kind: 'moved' })
    expect(await ahead(anna)).toMatchObject([{ id: meetingId, startsAt: ten + 3 * hour, status: 'scheduled' }])
    expect(await database.transaction(tx => expireHolds(tx, now + day))).toEqual([])
  })

  it('what is taken is what a hold would refuse, also after the owner has shortened the buffer', async () => {
    await hold(anna, ten, { bufferMinutes: 30 })
    expect(await taken(now, 10)).toEqual([{ from: ten, to: ten + hour + 20 * minute }])
    expect(await hold(boris, ten + 80 * minute, { bufferMinutes: 10 })).toEqual({ kind: 'taken' })
    expect(await hold(boris, ten + 90 * minute, { bufferMinutes: 10 })).toMatchObject({ kind: 'held' })
  })

  it('a meeting that is to be moved does not stand in its own way', async () => {
    const meetingId = await book(anna, ten)
    await book(boris, ten + 3 * hour)
    const query = { from: ten - day, to: ten + day, bufferMinutes: 15, except: meetingId }
    expect(await readTaken(database.db, query, now)).toEqual([{ from: ten + 3 * hour, to: ten + 4 * hour }])
  })

  it('one owner has one diary, whatever calendar meetings are written to', async () => {
    await hold(anna, ten, { calendar: 'internal' })
    expect(await hold(boris, ten, { calendar: 'google' })).toEqual({ kind: 'taken' })
  })

  it('a meeting that is over is completed, once', async () => {
    const meetingId = await book(anna, ten)
    const completeAt = (nowMs: number) => database.transaction(tx => completePastMeetings(tx, nowMs))
    expect(await completeAt(ten + 59 * minute)).toEqual([])
    expect(await completeAt(ten + hour)).toMatchObject([{ id: meetingId, status: 'completed' }])
    expect(await completeAt(ten + day)).toEqual([])
    expect(await database.db.selectFrom('calendar_slices').selectAll().execute()).toEqual([])
  })

  it('a brief is claimed at confirmation, again when its writer died, and stored once', async () => {
    const meetingId = held(await hold(anna, ten))
    const claimAt = (nowMs: number) => database.transaction(tx => claimDueBriefs(tx, nowMs, 10))
    const save = () =>
      database.transaction(tx => saveMeetingSummary(tx, { meetingId, text: 'Анна', json: { fit: 80 } }, now))
    expect(await claimAt(now + hour)).toEqual([])
    expect(await save()).toBe(false)
    await database.transaction(tx => confirmMeeting(tx, { meetingId, leadId: anna }, now))
    expect(await claimAt(now)).toMatchObject([{ id: meetingId }])
    expect(await claimAt(now + minute)).toEqual([])
    expect(await claimAt(now + 2 * minute)).toMatchObject([{ id: meetingId }])
    expect([await save(), await save()]).toEqual([true, false])
    expect(await claimAt(now + day)).toEqual([])
    const stored = await database.db.selectFrom('meeting_summaries').selectAll().execute()
    expect(stored).toMatchObject([{ meeting_id: meetingId, summary_text: 'Анна', summary_json: '{"fit":80}' }])
  })
})
