import type { Meeting } from '#capabilities/calendar'
import type { EventBody } from '#shared/events'
import type { PlaybookOf } from '../../playbook-of.ts'
import type { Render } from '../../speaker/render.ts'
import type { BookingRules } from '../../turn/perform-actions.ts'
import type { Notice } from './notice.ts'

/** What a person of the business needs to change meetings. */
export interface MeetingDesk {
  readonly playbook: PlaybookOf
  readonly calendar: BookingRules
  readonly render: Render
  /** The calendar file that goes with what the client is told. */
  readonly writeInvitation: (meeting: Meeting, language: string, isCancelled: boolean) => string
  /** The zone of the business. */
  readonly timeZone: string
  /** The language of a client of whom nothing else is known. */
  readonly defaultLanguage: string
}

/** A meeting as it is now, what the client was told of it, and what happened. */
export interface ChangedMeeting {
  readonly meeting: Meeting
  readonly notice: Notice
  /** Empty when nothing has changed. */
  readonly events: readonly EventBody[]
}
