import { expect, it } from 'vitest'
import type { Database, LeadId } from '#shared/database'
import { createLeads } from '../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { confirmMeeting } from './confirm-meeting.ts'
import { expireHolds } from './expire-holds.ts'
import { holdMeeting } from './hold-meeting.ts'
import { minuteMs } from './meeting.ts'
import { moveMeeting } from './move-meeting.ts'
import { readTaken } from './read-taken.ts'

const now = Date.UTC(2026, 10, 23, 9)
const ten = now + 49 * 60 * minuteMs

describeEachDatabase('clients who come at once', open => {
  const hold = (database: Database, leadId: LeadId, startsAt: number, nowMs = now) =>
    database.transaction(tx =>
      holdMeeting(
        tx,
        {
          leadId,
          conversationId: null,
          calendar: 'internal',
          startsAt,
          minutes: 60,
          bufferMinutes: 15,
          title: 'x',
          timeZone: null,
        },
        nowMs,
      ),
    )
  const taken = (database: Database) =>
    readTaken(database.db, { from: ten - 1e8, to: ten + 1e8, bufferMinutes: 15 }, now)

  it('a hundred clients on one time make one booking', async () => {
    const database = await open()
    const leads = await createLeads(database, 100)
    const outcomes = await Promise.all(leads.map(lead => hold(database, lead, ten)))
    const held = outcomes.flatMap((outcome, index) =>
      outcome.kind === 'held' ? [{ outcome, lead: leads[index] }] : [],
    )
    expect(held).toHaveLength(1)
    expect(outcomes.filter(outcome => outcome.kind === 'taken')).toHaveLength(99)

    const [winner] = held
    if (winner?.lead === undefined) throw new Error('nobody won')
    const ref = { meetingId: winner.outcome.meetingId, leadId: winner.lead }
    const confirmations = await Promise.all(
      Array.from({ length: 20 }, () => database.transaction(tx => confirmMeeting(tx, ref, now))),
    )
    expect(confirmations.filter(outcome => outcome.kind === 'confirmed')).toHaveLength(1)
    expect(confirmations.filter(outcome => outcome.kind === 'already')).toHaveLength(19)
    const rows = await database.db.selectFrom('meetings').select(['id', 'status']).execute()
    expect(rows).toEqual([{ id: ref.meetingId, status: 'scheduled' }])
  })

  it('clients on times that overlap never share a minute', async () => {
    const database = await open()
    const leads = await createLeads(database, 60)
    await Promise.all(leads.map((lead, index) => hold(database, lead, ten + (index % 12) * 10 * minuteMs)))
    const meetings = [...(await taken(database))].sort((one, other) => one.from - other.from)
    expect(meetings.length).toBeGreaterThanOrEqual(2)
    for (const [index, meeting] of meetings.slice(1).entries()) {
      expect(meeting.from - (meetings[index]?.to ?? 0)).toBeGreaterThanOrEqual(15 * minuteMs)
    }
    const held = await database.db.selectFrom('meetings').select('id').where('status', '=', 'held').execute()
    const slices = await database.db.selectFrom('calendar_slices').select('meeting_id').execute()
    expect(slices).toHaveLength(held.length * 15)
  })

  it('a lapsed hold goes to one of those who want it, whoever sweeps meanwhile', async () => {
    const database = await open()
    const [first, ...others] = await createLeads(database, 21)
    if (first === undefined) throw new Error('no leads')
    await hold(database, first, ten)
    const late = now + 15 * minuteMs
    const [swept, ...outcomes] = await Promise.all([
      database.transaction(tx => expireHolds(tx, late)),
      ...others.map(lead => hold(database, lead, ten, late)),
    ])
    expect(outcomes.filter(outcome => outcome.kind === 'held')).toHaveLength(1)
    const later = await database.transaction(tx => expireHolds(tx, late))
    expect([...swept, ...later].map(meeting => meeting.leadId)).toEqual([first])
  })

  it('two meetings that want to change places at once both keep their own', async () => {
    const database = await open()
    const leads = await createLeads(database, 2)
    const places = [ten, ten + 120 * minuteMs]
    const booked = []
    for (const [index, leadId] of leads.entries()) {
      const held = await hold(database, leadId, places[index] ?? 0)
      if (held.kind !== 'held') throw new Error(held.kind)
      await database.transaction(tx => confirmMeeting(tx, { meetingId: held.meetingId, leadId }, now))
      booked.push({ meetingId: held.meetingId, leadId, startsAt: places[1 - index] ?? 0, bufferMinutes: 15 })
    }
    const moves = booked.map(move => database.transaction(tx => moveMeeting(tx, move, now)))
    expect(await Promise.all(moves)).toEqual([{ kind: 'taken' }, { kind: 'taken' }])
    expect((await taken(database)).map(time => time.from).sort()).toEqual(places)
  })
})
