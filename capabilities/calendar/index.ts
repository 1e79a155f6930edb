export { type CancelOutcome, cancelMeeting } from './bookings/cancel-meeting.ts'
export { completePastMeetings } from './bookings/complete-past-meetings.ts'
export { type ConfirmOutcome, type ConfirmRequest, confirmMeeting } from './bookings/confirm-meeting.ts'
export { expireHolds } from './bookings/expire-holds.ts'
export { type HoldOutcome, type HoldRequest, holdMeeting } from './bookings/hold-meeting.ts'
export {
  findMeeting,
  listMeetings,
  type MeetingFilter,
  type MeetingPage,
  type MeetingPlace,
} from './bookings/list-meetings.ts'
export type { Meeting, MeetingRef } from './bookings/meeting.ts'
export { type MoveOutcome, type MoveRequest, moveMeeting } from './bookings/move-meeting.ts'
export { listScheduledMeetings, readMeetings } from './bookings/read-meetings.ts'
export { readTaken, type TakenQuery } from './bookings/read-taken.ts'
export { claimDueBriefs, type MeetingSummary, saveMeetingSummary } from './briefs/meeting-summaries.ts'
export {
  applySettings,
  type CalendarConfig,
  type CalendarSettings,
  calendarSection,
  chooseProvider,
  type GoogleCalendarConfig,
  googleCalendarSection,
  type MeetingSummaryConfig,
  meetingSummarySection,
} from './config.ts'
export type { BusyOutcome, BusyTime, Calendar, CalendarEntry, SaveOutcome } from './contract.ts'
export { createInternalCalendar } from './create-internal-calendar.ts'
export { createMemoryCalendar, type MemoryCalendar } from './create-memory-calendar.ts'
export { type FeedPurpose, findFeedToken, issueFeedToken, type NewFeedToken } from './feed/feed-token.ts'
export { type ConnectDeps, type ConnectOutcome, connectGoogle } from './google/connect-google.ts'
export type { InvitationOptions } from './ics/add-event.ts'
export { writeFeed } from './ics/write-feed.ts'
export { writeCancellation, writeInvitation } from './ics/write-invitation.ts'
export { openCalendar } from './open-calendar.ts'
export { leaveOutMeeting } from './openings/leave-out-meeting.ts'
export { findHorizon, listOpenings, type OpeningQuery } from './openings/list-openings.ts'
export { matchOpening, type OpeningMatch, type WishedTime } from './openings/match-opening.ts'
export type { OpeningRules, Weekday, WorkingStretch } from './openings/opening-rules.ts'
export { pickVaried } from './openings/pick-varied.ts'
export { forgetMeetings } from './people/forget-meetings.ts'
export { listLeadMeetings } from './people/list-lead-meetings.ts'
export { claimDueReminders, type DueReminder, type ReminderQuery } from './reminders/claim-due-reminders.ts'
export { type SyncDeps, type SyncReport, syncDueMeetings } from './sync/sync-meetings.ts'
export { adoptMeetings } from './sync/sync-rows.ts'
