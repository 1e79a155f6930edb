import { sql } from 'kysely'
import type { AccountId, Db } from '#shared/database'

/** Nobody of this account is answered any more: what is due there is forgotten, and a turn under way cannot commit. */
export async function dropAccountTurns(tx: Db, accountId: AccountId): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ turn_due_at: null, turn_waiting_since: null, turn_revision: sql<number>`turn_revision + 1` })
    .where('account_id', '=', accountId)
    // The very words of the partial index.
    .where(sql<boolean>`turn_due_at is not null`)
    .execute()
}
