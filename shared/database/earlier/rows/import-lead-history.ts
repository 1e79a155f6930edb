import type { LeadId, MeetingId } from '../../schema.ts'
import { type Import, importRows } from './import-rows.ts'

/** Events, meetings and funnel of leads: tables that the earlier system never wrote, but an integration may have. */
export async function importLeadHistory(job: Import): Promise<void> {
  await importSalesEvents(job)
  await importMeetings(job)
  await importMeetingSummaries(job)
  await importFunnel(job)
}

async function importSalesEvents({ tx, source, now }: Import): Promise<void> {
  await importRows(source.rows('sales_events'), batch =>
    tx
      .insertInto('sales_events')
      .values(
        batch.map(({ id, lead_id, event_type, event_data, occurred_at }) => ({
          id,
          lead_id: lead_id as LeadId,
          event_type: event_type ?? 'unknown',
          event_data,
          occurred_at: occurred_at ?? now,
        })),
      )
      .execute(),
  )
}

const defaultMinutes = 60

async function importMeetings({ tx, source, report, now }: Import): Promise<void> {
  const calendarIds = new Set<string>()
  await importRows(source.rows('meetings'), batch =>
    tx
      .insertInto('meetings')
      .values(
        batch.map(meeting => ({
          id: meeting.id as MeetingId,
          lead_id: meeting.lead_id as LeadId,
          scheduled_at: meeting.scheduled_at ?? now,
          duration: readMinutes(meeting.duration),
          status: meeting.status ?? 'scheduled',
          calendar_event_id: readCalendarId(meeting.calendar_event_id),
          created_at: meeting.created_at ?? now,
          updated_at: meeting.updated_at ?? meeting.created_at ?? now,
        })),
      )
      .execute(),
  )

  function readMinutes(duration: number | null): number {
    if (duration !== null && duration > 0) return duration
    report.note('changed', 'meetings', `no duration, now ${defaultMinutes} minutes`)
    return defaultMinutes
  }

  /** One calendar entry belongs to one meeting: the first that names it. */
  function readCalendarId(id: string | null): string | null {
    if (id === null) return null
    if (calendarIds.has(id)) report.note('changed', 'meetings', 'calendar entry of another meeting, now without')
    const isFirst = !calendarIds.has(id)
    calendarIds.add(id)
    return isFirst ? id : null
  }
}

async function importMeetingSummaries({ tx, source, report, now }: Import): Promise<void> {
  const meetings = new Set(Array.from(source.rows('meetings'), meeting => meeting.id))
  const summaries = Array.from(source.rows('meeting_summaries')).filter(summary => {
    if (meetings.has(summary.meeting_id)) return true
    report.note('left', 'meeting_summaries', 'of a meeting that is gone')
    return false
  })
  await importRows(summaries, batch =>
    tx
      .insertInto('meeting_summaries')
      .values(
        batch.map(({ id, meeting_id, summary_text, summary_json, created_at }) => ({
          id,
          meeting_id: meeting_id as MeetingId,
          summary_text: summary_text ?? '',
          summary_json,
          created_at: created_at ?? now,
        })),
      )
      .execute(),
  )
}

async function importFunnel({ tx, source, now }: Import): Promise<void> {
  await importRows(source.rows('conversion_funnel'), batch =>
    tx
      .insertInto('conversion_funnel')
      .values(
        batch.map(({ id, lead_id, stage, entered_at, exited_at }) => ({
          id,
          lead_id: lead_id as LeadId,
          stage: stage ?? 'greeting',
          entered_at: entered_at ?? now,
          exited_at,
        })),
      )
      .execute(),
  )
}
