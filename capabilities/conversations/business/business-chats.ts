import { sql } from 'kysely'
import type { AccountId, ConversationId, Tx } from '#shared/database'

/** A person connected the bot anew: their chats go on under the new connection, with all that was said. */
export async function moveConnection(
  tx: Tx,
  accountId: AccountId,
  earlier: readonly string[],
  connectionId: string,
): Promise<void> {
  if (earlier.length === 0) return
  await tx
    .updateTable('conversations')
    .set({ business_connection_id: connectionId })
    .where('account_id', '=', accountId)
    .where('business_connection_id', 'in', earlier)
    .execute()
}

/**
 * Takes back the turns of all chats of a connection in which nothing may be said any more: what is due falls away, and a reply
 * that is being generated can no longer be committed. Returns those chats.
 */
export async function dropTurns(
  tx: Tx,
  accountId: AccountId,
  connectionId: string,
): Promise<readonly ConversationId[]> {
  const rows = await tx
    .updateTable('conversations')
    .set({
      turn_revision: sql<number>`turn_revision + 1`,
      turn_due_at: null,
      turn_waiting_since: null,
      turn_lease_id: null,
      turn_lease_until: null,
    })
    .where('account_id', '=', accountId)
    .where('business_connection_id', '=', connectionId)
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}
