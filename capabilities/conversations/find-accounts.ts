import type { AccountId, ConversationId, Db } from '#shared/database'

/** In which account each conversation is held; one that is gone is left out. */
export async function findAccounts(
  db: Db,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, AccountId>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'account_id'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(row => [row.id, row.account_id]))
}
