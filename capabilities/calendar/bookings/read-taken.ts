import { sql } from 'kysely'
import type { Db, MeetingId } from '#shared/database'
import type { BusyTime } from '../contract.ts'
import { minuteMs } from './meeting.ts'
import { diary, sliceMs } from './slices.ts'

export interface TakenQuery {
  readonly from: number
  readonly to: number
  /** The buffer that whoever asks keeps around a meeting (`OpeningRules.bufferMinutes`); it is left out of the answer. */
  readonly bufferMinutes: number
  /** A meeting that is to be moved: what it takes itself is left out. */
  readonly except?: MeetingId
}

// The longest a meeting with its buffer may reach into the stretch from before it.
const dayMs = 24 * 60 * minuteMs

/**
 * What our own meetings take between two instants, held ones included, lapsed ones not: exactly what `holdMeeting` would refuse,
 * also for meetings that were booked with another buffer. Without client, title or order.
 */
export async function readTaken(db: Db, query: TakenQuery, nowMs: number): Promise<readonly BusyTime[]> {
  const rows = await db
    .selectFrom('calendar_slices')
    .innerJoin('meetings', 'meetings.id', 'calendar_slices.meeting_id')
    .select([
      'meetings.id',
      'meetings.scheduled_at',
      'meetings.duration',
      sql<number>`max(calendar_slices.slice_at)`.as('last_slice_at'),
    ])
    .where('calendar_slices.calendar', '=', diary)
    .where('calendar_slices.slice_at', '>=', query.from - dayMs)
    .where('calendar_slices.slice_at', '<', query.to)
    .where(eb => eb.or([eb('meetings.hold_until', 'is', null), eb('meetings.hold_until', '>', nowMs)]))
    .groupBy(['meetings.id', 'meetings.scheduled_at', 'meetings.duration'])
    .execute()
  return rows
    .filter(row => row.id !== query.except)
    .map(row => ({
      from: row.scheduled_at,
      to: Math.max(
        row.scheduled_at + row.duration * minuteMs,
        row.last_slice_at + sliceMs - query.bufferMinutes * minuteMs,
      ),
    }))
    .filter(taken => taken.to > query.from && taken.from < query.to)
}
