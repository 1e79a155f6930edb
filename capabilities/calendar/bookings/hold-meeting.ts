import type { ConversationId, LeadId, MeetingId, Tx } from '#shared/database'
import type { Calendar } from '../contract.ts'
import { freeLapsedHolds } from './expire-holds.ts'
import { idsOfHolds, lockOwnMeetings, releaseHolds } from './lock-meetings.ts'
import { minuteMs } from './meeting.ts'
import { takeSlices } from './slices.ts'

export interface HoldRequest {
  readonly leadId: LeadId
  readonly conversationId: ConversationId | null
  /** Where the meeting is to be written once it is confirmed. */
  readonly calendar: Calendar['name']
  readonly startsAt: number
  readonly minutes: number
  readonly bufferMinutes: number
  readonly title: string
  /** The client's zone; null: the business's. */
  readonly timeZone: string | null
  /** Default: 15 minutes. */
  readonly holdMs?: number
}

export type HoldOutcome =
  | { readonly kind: 'held'; readonly meetingId: MeetingId /** When the hold lapses. */; readonly until: number }
  /** Someone else has it, or a part of it, or it has begun. What the lead held before is still held. */
  | { readonly kind: 'taken' }
  /** The lead has a confirmed meeting at this very time. */
  | { readonly kind: 'already'; readonly meetingId: MeetingId }

const defaultHoldMs = 15 * minuteMs

/**
 * Keeps a time for a lead until the hold lapses. The same start again is the same hold, with its first end; another start
 * releases what the lead held before. Of any number of clients who want one time at once, one gets it.
 */
export async function holdMeeting(tx: Tx, request: HoldRequest, nowMs: number): Promise<HoldOutcome> {
  if (request.startsAt <= nowMs) return { kind: 'taken' }
  await freeLapsedHolds(tx, nowMs)
  const own = await lockOwnMeetings(tx, request.leadId, nowMs)
  const same = own.find(meeting => meeting.startsAt === request.startsAt && meeting.minutes === request.minutes)
  if (same?.status === 'scheduled') return { kind: 'already', meetingId: same.id }
  if (same?.status === 'held' && same.holdUntil !== null) {
    return { kind: 'held', meetingId: same.id, until: same.holdUntil }
  }

  const until = nowMs + (request.holdMs ?? defaultHoldMs)
  const meetingId = await insertHold(tx, request, { nowMs, until })
  const earlier = idsOfHolds(own)
  const isTaken = !(await takeSlices(tx, { ...request, meetingId, insteadOf: earlier }))
  if (isTaken) {
    await tx.deleteFrom('meetings').where('id', '=', meetingId).execute()
    return { kind: 'taken' }
  }
  await releaseHolds(tx, earlier, nowMs)
  return { kind: 'held', meetingId, until }
}

async function insertHold(
  tx: Tx,
  request: HoldRequest,
  when: { readonly nowMs: number; readonly until: number },
): Promise<MeetingId> {
  const { id } = await tx
    .insertInto('meetings')
    .values({
      lead_id: request.leadId,
      conversation_id: request.conversationId,
      scheduled_at: request.startsAt,
      duration: request.minutes,
      status: 'held',
      calendar: request.calendar,
      calendar_event_id: null,
      title: request.title,
      time_zone: request.timeZone,
      hold_until: when.until,
      sync_due_at: null,
      sync_error: null,
      reminder_due_at: null,
      brief_due_at: null,
      created_at: when.nowMs,
      updated_at: when.nowMs,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
