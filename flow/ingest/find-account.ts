import type { AccountId, ConversationId, Db, LeadId } from '#shared/database'

/** The account in which a conversation is held; null when there is none, or it is gone. */
export async function findAccount(db: Db, id: ConversationId | null): Promise<AccountId | null> {
  if (id === null) return null
  const row = await db.selectFrom('conversations').select('account_id').where('id', '=', id).executeTakeFirst()
  return row?.account_id ?? null
}

/** The account by which a lead is led; null when none has spoken with them. */
export async function findAccountOfLead(db: Db, id: LeadId): Promise<AccountId | null> {
  const row = await db
    .selectFrom('leads as l')
    .innerJoin('conversations as c', 'c.id', 'l.conversation_id')
    .select('c.account_id')
    .where('l.id', '=', id)
    .executeTakeFirst()
  return row?.account_id ?? null
}
