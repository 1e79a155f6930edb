import type { Generated } from 'kysely'
import type { ConversationId, LeadId, MeetingId } from './row-ids.ts'

export interface MeetingsTable {
  id: Generated<MeetingId>
  lead_id: LeadId
  conversation_id: ConversationId | null
  scheduled_at: number
  /** minutes */
  duration: Generated<number>
  /** held → scheduled → completed; or expired, cancelled */
  status: Generated<string>
  /** The calendar that holds it: internal, google, caldav. */
  calendar: Generated<string>
  /** Its id there; null until it is written there, and for the internal calendar. */
  calendar_event_id: string | null
  title: string | null
  /** The client's zone when it was agreed, for reminders; null: the business's. */
  time_zone: string | null
  /** While held: when the hold lapses by itself. */
  hold_until: number | null
  /** Grows with each change; calendars tell an older invitation from a newer by it (RFC 5545, SEQUENCE). */
  sequence: Generated<number>
  /** When the outside calendar is to be told; null when it knows all. */
  sync_due_at: number | null
  sync_attempts: Generated<number>
  sync_error: string | null
  reminder_due_at: number | null
  /** When the owner is to be briefed; null when that is done. */
  brief_due_at: number | null
  created_at: number
  updated_at: number
}

/** What each meeting occupies, in slices of five minutes with its buffers: two meetings cannot share one. */
export interface CalendarSlicesTable {
  calendar: string
  slice_at: number
  meeting_id: MeetingId
}

/** Addresses that are secrets by themselves (the owner's calendar feed). Only the hash is kept. */
export interface FeedTokensTable {
  token_hash: string
  purpose: string
  created_at: number
}

export interface MeetingSummariesTable {
  id: Generated<number>
  meeting_id: MeetingId
  summary_text: string
  summary_json: string | null
  created_at: number
}

/** Entries of an outside calendar whose meetings are forgotten here: they are still to be removed there. */
export interface CalendarRemovalsTable {
  /** What the entry is called there; tells nothing of whose it was. */
  uid: string
  calendar: string
  due_at: number
  attempts: Generated<number>
  created_at: number
}
