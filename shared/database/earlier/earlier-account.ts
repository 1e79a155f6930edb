import { sql } from 'kysely'
import type { Db, Tx } from '../connect.ts'
import type { AccountId } from '../schema.ts'

// Stands for the earlier system, which spoke through a person's account, until a bot takes over its chats.
const earlierAccount = { channel: 'telegram', external_id: 'earlier' } as const

export async function createEarlierAccount(tx: Tx, now: number): Promise<AccountId> {
  const { id } = await tx
    .insertInto('accounts')
    .values({ ...earlierAccount, display_name: 'The earlier system', created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Hands the chats of the earlier system to the bot `accountId`, so that a client who writes to it goes on where they stopped:
 * in a private chat the chat id is the person's id, whoever speaks. Returns how many; 0 when called again. A chat in which the
 * bot has its own conversation already, and a conversation of nobody, stay where they are.
 */
export async function adoptEarlierConversations(tx: Db, accountId: AccountId): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('conversations as earlier')
    .set({ account_id: accountId })
    .where('chat_type', '=', 'private')
    .where('chat_id', '=', sql<string>`cast(user_id as text)`)
    .where(
      'account_id',
      'in',
      tx
        .selectFrom('accounts')
        .select('id')
        .where('channel', '=', earlierAccount.channel)
        .where('external_id', '=', earlierAccount.external_id),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conversations as own')
            .select('own.id')
            .where('own.account_id', '=', accountId)
            .where('own.business_connection_id', '=', '')
            .whereRef('own.chat_id', '=', 'earlier.chat_id')
            .where('own.topic_id', '=', ''),
        ),
      ),
    )
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
