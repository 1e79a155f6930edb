import { type SqlBool, sql } from 'kysely'
import type { Db, LeadId, MeetingId } from '#shared/database'
import { type Meeting, meetingColumns, toMeeting } from './meeting.ts'

export interface MeetingFilter {
  /** Meetings that start at or after this. */
  readonly from?: number | undefined
  /** Meetings that start before this. */
  readonly to?: number | undefined
  readonly status?: string | undefined
  readonly leadId?: LeadId | undefined
}

/** The place of a meeting in a list: what it is sorted by. */
export interface MeetingPlace {
  readonly startsAt: number
  readonly id: MeetingId
}

export interface MeetingPage {
  readonly order: 'earliest-first' | 'latest-first'
  /** Only what comes after it; null: from the beginning of the list. */
  readonly after: MeetingPlace | null
  readonly limit: number
}

/** Meetings of any state by their start; a page costs the same wherever it lies. */
export async function listMeetings(db: Db, filter: MeetingFilter, page: MeetingPage): Promise<readonly Meeting[]> {
  const rows = await buildMeetingsQuery(db, filter, page).execute()
  return rows.map(toMeeting)
}

export function buildMeetingsQuery(db: Db, { from, to, status, leadId }: MeetingFilter, page: MeetingPage) {
  const { after, limit } = page
  const [direction, beyond] = page.order === 'earliest-first' ? (['asc', '>'] as const) : (['desc', '<'] as const)
  return db
    .selectFrom('meetings')
    .select(meetingColumns)
    .$if(from !== undefined, query => query.where('scheduled_at', '>=', from ?? 0))
    .$if(to !== undefined, query => query.where('scheduled_at', '<', to ?? 0))
    .$if(status !== undefined, query => query.where('status', '=', status ?? ''))
    .$if(leadId !== undefined, query => query.where('lead_id', '=', leadId ?? (0 as LeadId)))
    .$if(after !== null, query =>
      query.where(sql<SqlBool>`(scheduled_at, id) ${sql.raw(beyond)} (${after?.startsAt}, ${after?.id})`),
    )
    .orderBy('scheduled_at', direction)
    .orderBy('id', direction)
    .limit(limit)
}

/** Null when there is no such meeting. */
export async function findMeeting(db: Db, id: MeetingId): Promise<Meeting | null> {
  const row = await db.selectFrom('meetings').select(meetingColumns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toMeeting(row)
}
