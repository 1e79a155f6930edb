import { z } from 'zod'
import type { Meeting } from '#capabilities/calendar'
import type { Notice } from '#flow'
import { toInstant } from '../../http/fields/instants.ts'

export const meetingStatus = z
  .enum(['held', 'scheduled', 'completed', 'expired', 'cancelled'])
  .describe('held: kept for a client who has not confirmed yet. expired: a hold that lapsed.')

const minuteMs = 60_000

export const meetingBody = z
  .object({
    id: z.int(),
    lead_id: z.int(),
    conversation_id: z.int().nullable().describe('Where its client is told of it; null when they never wrote.'),
    title: z.string(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    minutes: z.int(),
    status: z.string().describe('held, scheduled, completed, expired or cancelled.'),
    time_zone: z.string().nullable().describe("The client's zone (IANA) when it was agreed; null: the business's."),
    hold_until: z.iso.datetime().nullable().describe('When the hold lapses by itself; null for what is not held.'),
    calendar: z.string().describe('Where it is written: internal, google or caldav.'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Meeting' })

/** A meeting that a request has changed. */
export const changedMeetingBody = meetingBody
  .extend({
    client_told: z.boolean().describe('Whether a message to the client was queued by this request.'),
    client_not_told_because: z
      .string()
      .nullable()
      .describe(
        'A code: notice.not_wanted, lead.no_conversation, contact.blocked, contact.opted_out, ' +
          'conversation.reply_window_closed, or meeting.unchanged.',
      ),
  })
  .meta({ id: 'ChangedMeeting' })

export function toMeetingBody(meeting: Meeting): z.infer<typeof meetingBody> {
  const { id, title, startsAt, minutes, status, calendar } = meeting
  return {
    id,
    lead_id: meeting.leadId,
    conversation_id: meeting.conversationId,
    title,
    starts_at: toInstant(startsAt),
    ends_at: toInstant(startsAt + minutes * minuteMs),
    minutes,
    status,
    time_zone: meeting.timeZone,
    hold_until: toInstant(meeting.holdUntil),
    calendar,
    created_at: toInstant(meeting.createdAt),
  }
}

/** Without a notice nothing was changed. */
export function toChangedMeetingBody(meeting: Meeting, notice?: Notice): z.infer<typeof changedMeetingBody> {
  const because = notice === undefined ? 'meeting.unchanged' : notice.kind === 'queued' ? null : notice.because
  return { ...toMeetingBody(meeting), client_told: because === null, client_not_told_because: because }
}
