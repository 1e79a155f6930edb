import type { MeetingId, Tx } from '#shared/database'
import { AppError } from '#shared/utils'
import { minuteMs } from './meeting.ts'

/** Starts are offered in steps of minutes; five divides every step that an owner is likely to choose. */
export const sliceMs = 5 * minuteMs

/**
 * The diary that all meetings share, whichever outside calendar they are written to: an owner who changes from one calendar to
 * another is still one person, who cannot be in two meetings.
 */
export const diary = 'owner'

export interface SliceRequest {
  readonly meetingId: MeetingId
  readonly startsAt: number
  readonly minutes: number
  /** Taken after the meeting only: what stands before the next one is the buffer after this one. */
  readonly bufferMinutes: number
  /** Meetings that give way, whole, if this one gets its stretch. The caller has locked their rows by an update. */
  readonly insteadOf: readonly MeetingId[]
}

/**
 * Takes the whole stretch for a meeting, or nothing of it and changes nothing. The primary key decides between clients who come
 * at once, on both engines; a conflict is ignored instead of raised, because an error would end a transaction of PostgreSQL.
 * Slices of the stretch that the meeting has already stay its own.
 */
export async function takeSlices(tx: Tx, request: SliceRequest): Promise<boolean> {
  const { meetingId, insteadOf } = request
  const wanted = listSlices(request)
  const inserted = await insertSlices(tx, meetingId, wanted)
  if (inserted.length === wanted.length) {
    await freeSlices(tx, insteadOf)
    return true
  }
  if ((await countOwned(tx, [meetingId, ...insteadOf], wanted)) < wanted.length) {
    await giveBack(tx, meetingId, inserted)
    return false
  }
  await freeSlices(tx, insteadOf)
  await insertSlices(tx, meetingId, wanted)
  if ((await countOwned(tx, [meetingId], wanted)) === wanted.length) return true
  throw new AppError('calendar.slices_lost', `slices of meeting ${meetingId} were taken while they were passed on`, {
    retryable: true,
  })
}

/** Leaves a meeting only what it needs of its slices. */
export async function keepSlices(tx: Tx, request: Omit<SliceRequest, 'insteadOf'>): Promise<void> {
  await tx
    .deleteFrom('calendar_slices')
    .where('meeting_id', '=', request.meetingId)
    .where('slice_at', 'not in', listSlices(request))
    .execute()
}

/** Gives back all that these meetings occupy. */
export async function freeSlices(tx: Tx, meetingIds: readonly MeetingId[]): Promise<void> {
  if (meetingIds.length === 0) return
  await tx.deleteFrom('calendar_slices').where('meeting_id', 'in', meetingIds).execute()
}

function listSlices({ startsAt, minutes, bufferMinutes }: Omit<SliceRequest, 'insteadOf'>): readonly number[] {
  const first = Math.floor(startsAt / sliceMs)
  const end = Math.ceil((startsAt + (minutes + bufferMinutes) * minuteMs) / sliceMs)
  return Array.from({ length: end - first }, (_, index) => (first + index) * sliceMs)
}

/** In ascending order everywhere: transactions that want overlapping stretches then wait for each other in one direction. */
async function insertSlices(tx: Tx, meetingId: MeetingId, slices: readonly number[]): Promise<readonly number[]> {
  const rows = await tx
    .insertInto('calendar_slices')
    .values(slices.map(slice_at => ({ calendar: diary, slice_at, meeting_id: meetingId })))
    .onConflict(conflict => conflict.doNothing())
    .returning('slice_at')
    .execute()
  return rows.map(row => row.slice_at)
}

async function countOwned(tx: Tx, owners: readonly MeetingId[], slices: readonly number[]): Promise<number> {
  const { count } = await tx
    .selectFrom('calendar_slices')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('calendar', '=', diary)
    .where('slice_at', 'in', slices)
    .where('meeting_id', 'in', owners)
    .executeTakeFirstOrThrow()
  return count
}

async function giveBack(tx: Tx, meetingId: MeetingId, slices: readonly number[]): Promise<void> {
  if (slices.length === 0) return
  await tx
    .deleteFrom('calendar_slices')
    .where('calendar', '=', diary)
    .where('slice_at', 'in', slices)
    .where('meeting_id', '=', meetingId)
    .execute()
}
