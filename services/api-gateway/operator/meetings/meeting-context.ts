import type { MeetingDesk, Notice } from '#flow'
import type { RouteContext } from '../../route-context.ts'

/** What a change of a meeting takes. */
export type MeetingContext = Pick<
  RouteContext,
  'database' | 'bus' | 'clock' | 'newId' | 'queue' | 'render' | 'bookings' | 'playbook' | 'business'
>

export function toMeetingDesk({ bookings, playbook, render, business }: MeetingContext): MeetingDesk {
  const { timeZone, defaultLanguage } = business
  const { rules: calendar, writeInvitation } = bookings
  return { playbook, calendar, render, writeInvitation, timeZone, defaultLanguage }
}

/** What was queued for the client leaves at once. */
export function wakeSpeaker({ queue }: MeetingContext, notice: Notice): void {
  if (notice.kind === 'queued') queue.wake('outbox', String(notice.accountId))
}
