import { sql } from 'kysely'
import type { AccountId, ConversationId, Db } from '#shared/database'

/** Chats of an account that a human has, and in which nothing was said since; longest silent first. */
export async function findQuietHumanChats(
  db: Db,
  query: { readonly accountId: AccountId; readonly quietSince: number; readonly limit: number },
): Promise<readonly ConversationId[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    // The very words of the partial index.
    .where(sql<boolean>`handler = 'human'`)
    .where('account_id', '=', query.accountId)
    // That one ends at an hour of its own.
    .where('silent_until', 'is', null)
    .where('last_message_at', '<', query.quietSince)
    .where(eb => eb.or([eb('handler_since', 'is', null), eb('handler_since', '<', query.quietSince)]))
    .orderBy('last_message_at')
    .limit(query.limit)
    .execute()
  return rows.map(row => row.id)
}
