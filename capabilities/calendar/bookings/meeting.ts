import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { ConversationId, LeadId, MeetingId, MeetingsTable } from '#shared/database'

export interface Meeting {
  readonly id: MeetingId
  readonly leadId: LeadId
  readonly conversationId: ConversationId | null
  readonly startsAt: number
  readonly minutes: number
  /** held → scheduled → completed; or expired, cancelled. */
  readonly status: string
  /** The calendar that holds it: internal, google, caldav. */
  readonly calendar: string
  readonly title: string
  /** The client's zone when it was agreed; null: the business's. */
  readonly timeZone: string | null
  /** While held: when the hold lapses by itself; else null. */
  readonly holdUntil: number | null
  /** Grows with each change. */
  readonly sequence: number
  readonly createdAt: number
  /** Names it in every calendar, ours and theirs; never changes. */
  readonly uid: string
}

/** A meeting as its lead may speak of it: a meeting of another lead is not found. */
export interface MeetingRef {
  readonly meetingId: MeetingId
  readonly leadId: LeadId
}

export const minuteMs = 60_000

/** Columns that make a `Meeting`. */
export const meetingColumns = [
  'id',
  'lead_id',
  'conversation_id',
  'scheduled_at',
  'duration',
  'status',
  'calendar',
  'title',
  'time_zone',
  'hold_until',
  'sequence',
  'created_at',
] as const satisfies readonly (keyof MeetingsTable)[]

export type MeetingRow = Pick<Selectable<MeetingsTable>, (typeof meetingColumns)[number]>

export function toMeeting(row: MeetingRow): Meeting {
  return {
    id: row.id,
    leadId: row.lead_id,
    conversationId: row.conversation_id,
    startsAt: row.scheduled_at,
    minutes: row.duration,
    status: row.status,
    calendar: row.calendar,
    title: row.title ?? '',
    timeZone: row.time_zone,
    holdUntil: row.hold_until,
    sequence: row.sequence,
    createdAt: row.created_at,
    uid: buildUid(row.id, row.created_at),
  }
}

/**
 * 32 of the characters that Google allows in an event's id. With the time it was made, because a new installation counts its
 * meetings from 1 again and must not write over the entries of the one before.
 */
function buildUid(id: MeetingId, createdAt: number): string {
  return createHash('sha256').update(`meeting ${id} ${createdAt}`).digest('hex').slice(0, 32)
}
