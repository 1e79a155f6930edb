export type { ErrorName } from './answers.ts'
export type { StoredEvent } from './event-store.ts'
export { type GoogleCalendarServer, type GoogleFault, startGoogleCalendar } from './start-google-calendar.ts'
