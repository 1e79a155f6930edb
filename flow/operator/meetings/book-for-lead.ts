import { confirmMeeting, findMeeting, holdMeeting, type Meeting } from '#capabilities/calendar'
import type { AccountId, LeadId, MeetingId, Tx } from '#shared/database'
import { inLanguage } from '../../agent/index.ts'
import { findAccount } from '../../ingest/find-account.ts'
import { findLeadChat, type LeadChat } from './find-lead-chat.ts'
import type { ChangedMeeting, MeetingDesk } from './meeting-desk.ts'
import { noteMeeting } from './note-meeting.ts'
import { notWanted } from './notice.ts'
import { tellClient } from './tell-client.ts'

export interface Booking {
  readonly leadId: LeadId
  /** An opening: what is open must be known before the transaction, because an outside calendar is asked. */
  readonly startsAt: number
  readonly tellsClient: boolean
}

export type BookingOutcome =
  | ({ readonly kind: 'booked' } & ChangedMeeting)
  /** The lead has a confirmed meeting at this very time; nothing was changed. */
  | { readonly kind: 'already'; readonly meeting: Meeting }
  | { readonly kind: 'taken' | 'no-lead' | 'no-meetings' }

/** Books a meeting for a lead as the agent does: held, then confirmed, so that of any number who want one time one gets it. */
export async function bookForLead(tx: Tx, desk: MeetingDesk, booking: Booking, nowMs: number): Promise<BookingOutcome> {
  const { leadId, startsAt } = booking
  const lead = await findLeadChat(tx, leadId)
  if (lead === null) return { kind: 'no-lead' }
  const request = buildRequest(desk, await findAccount(tx, lead.conversationId), { lead, startsAt })
  if (request === null) return { kind: 'no-meetings' }
  const held = await holdMeeting(tx, request, nowMs)
  if (held.kind === 'taken') return held
  if (held.kind === 'already') return describeEarlier(tx, held.meetingId)
  const { reminderHours } = desk.calendar
  const outcome = await confirmMeeting(tx, { meetingId: held.meetingId, leadId, reminderHours }, nowMs)
  if (outcome.kind !== 'confirmed') return describeEarlier(tx, held.meetingId)
  const { kind, ...meeting } = outcome
  await noteMeeting(tx, leadId, { type: 'meeting.scheduled', detail: { meetingId: meeting.id } }, nowMs)
  const { conversationId } = meeting
  return {
    kind: 'booked',
    meeting,
    notice: booking.tellsClient ? await tellClient(tx, desk, { meeting, line: 'booked' }, nowMs) : notWanted,
    events: [
      { type: 'meeting.scheduled', conversationId, meetingId: meeting.id, leadId, scheduledAt: meeting.startsAt },
    ],
  }
}

function buildRequest(
  { playbook, calendar, ...desk }: MeetingDesk,
  accountId: AccountId | null,
  { lead, startsAt }: { readonly lead: LeadChat; readonly startsAt: number },
) {
  const { meeting: rules } = playbook(accountId)
  if (rules === null) return null
  return {
    leadId: lead.leadId,
    conversationId: lead.conversationId,
    calendar: calendar.name,
    startsAt,
    minutes: calendar.minutes ?? rules.minutes,
    bufferMinutes: rules.bufferMinutes,
    title: inLanguage(rules.title, lead.language ?? desk.defaultLanguage),
    timeZone: lead.timeZone ?? desk.timeZone,
    holdMs: calendar.holdMs,
  }
}

async function describeEarlier(tx: Tx, id: MeetingId): Promise<BookingOutcome> {
  const meeting = await findMeeting(tx, id)
  return meeting?.status === 'scheduled' ? { kind: 'already', meeting } : { kind: 'taken' }
}
