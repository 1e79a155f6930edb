import type { GetEventsResponse } from '../api/index.ts'

/** One event of the gateway's log, told apart by `type`: docs/events.md. */
export type LiveEvent = GetEventsResponse['items'][number]
export type LiveEventType = LiveEvent['type']
export type LiveEventOf<Type extends LiveEventType> = Extract<LiveEvent, { readonly type: Type }>

// A stream of named events must be asked for each name. A type that the gateway learns does not compile until it stands here.
const all: Readonly<Record<LiveEventType, true>> = {
  'consent.changed': true,
  'contact.forgotten': true,
  'contact.opted_out': true,
  'conversation.handed_back': true,
  'conversation.handed_off': true,
  'conversation.started': true,
  'conversation.summary_created': true,
  'delivery.failed': true,
  'delivery.unknown': true,
  'follow_up.sent': true,
  'knowledge.question_raised': true,
  'lead.created': true,
  'lead.deleted': true,
  'lead.objection_raised': true,
  'lead.qualified': true,
  'lead.restored': true,
  'lead.slot_changed': true,
  'lead.stage_changed': true,
  'limit.hit': true,
  'meeting.cancelled': true,
  'meeting.completed': true,
  'meeting.rescheduled': true,
  'meeting.scheduled': true,
  'meeting.summary_generated': true,
  'message.received': true,
  'message.sent_by_human': true,
  'turn.finished': true,
  'turn.stopped': true,
}

// The keys of a record of exactly these types.
export const liveEventTypes = Object.keys(all) as readonly LiveEventType[]
