import type { Db } from '#shared/database'
import type { Mind } from './create-client.ts'

/** Read from the rows that a turn leaves behind, not from its words: with a model server the words are never the same twice. */
export async function readMind(db: Db, userId: number): Promise<Mind> {
  const row = await db
    .selectFrom('conversations as c')
    .leftJoin('dialogue_states as s', 's.conversation_id', 'c.id')
    .select(['c.id', 's.state'])
    .where('c.user_id', '=', userId)
    .executeTakeFirstOrThrow()
  const meetings = await db
    .selectFrom('meetings')
    .select(['status', 'scheduled_at', 'hold_until'])
    .where('conversation_id', '=', row.id)
    .orderBy('id')
    .execute()
  const state = JSON.parse(row.state ?? '{}') as Partial<Omit<Mind, 'meetings'>>
  return {
    asked: state.asked ?? null,
    pending: state.pending ?? null,
    offered: state.offered ?? [],
    meetings: meetings.map(meeting => ({
      status: meeting.status,
      startsAt: meeting.scheduled_at,
      heldUntil: meeting.hold_until,
    })),
  }
}
