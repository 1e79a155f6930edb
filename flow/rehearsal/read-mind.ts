import type { ConversationId, Db } from '#shared/database'

/** What the assistant has in mind after its answer, as its own tables have it: what it asked, and what it waits for. */
export interface Mind {
  readonly asked: string | null
  readonly pending: { readonly kind: string; readonly slot?: string; readonly value?: string } | null
  readonly offered: readonly number[]
  /** All that were ever made, oldest first; times are epoch milliseconds. */
  readonly meetings: readonly {
    readonly status: string
    readonly startsAt: number
    readonly heldUntil: number | null
  }[]
}

/** Read from the rows that a turn leaves behind, not from its words: with a model server the words are never the same twice. */
export async function readMind(db: Db, conversationId: ConversationId): Promise<Mind> {
  const row = await db
    .selectFrom('dialogue_states')
    .select('state')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  const meetings = await db
    .selectFrom('meetings')
    .select(['status', 'scheduled_at', 'hold_until'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .execute()
  // Written by the turn of this very version.
  const state = JSON.parse(row?.state ?? '{}') as Partial<Omit<Mind, 'meetings'>>
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
