import type { ConversationId, Db, Tx } from '#shared/database'
import { type DialogueState, parseDialogueState } from '../agent/index.ts'

/** The states of these conversations; one that has none yet is missing in the result. */
export async function readDialogueStates(
  tx: Db,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, DialogueState>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('dialogue_states')
    .select(['conversation_id', 'state'])
    .where('conversation_id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.conversation_id, parseDialogueState(row.state)]))
}

/** Remembers the states that this turn's commit leaves behind. */
export async function saveDialogueStates(
  tx: Tx,
  states: readonly { readonly conversationId: ConversationId; readonly state: DialogueState }[],
  nowMs: number,
): Promise<void> {
  if (states.length === 0) return
  await tx
    .insertInto('dialogue_states')
    .values(
      states.map(({ conversationId, state }) => ({
        conversation_id: conversationId,
        state: JSON.stringify(state),
        updated_at: nowMs,
      })),
    )
    .onConflict(conflict =>
      conflict.column('conversation_id').doUpdateSet(eb => ({
        state: eb.ref('excluded.state'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute()
}
