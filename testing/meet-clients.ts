import { sql } from 'kysely'
import { openLeads } from '#capabilities/sales'
import type { ContactId, ConversationId, Database, Db, LeadId } from '#shared/database'

/** A person with a private chat and a lead. */
export interface Client {
  readonly contactId: ContactId
  readonly conversationId: ConversationId
  readonly leadId: LeadId
}

/** Clients who have just written for the first time, at the instant 1000. */
export async function meetClients({ db }: Database, count: number): Promise<readonly Client[]> {
  await sql`insert into accounts (channel, external_id, created_at, updated_at) values ('telegram', '1', 0, 0)`.execute(
    db,
  )
  const userIds = Array.from({ length: count }, (_, index) => 7_000_000_000 + index)
  for (const userId of userIds) await insertChat(db, userId)
  const chats = await db.selectFrom('conversations').select(['id', 'contact_id', 'user_id']).execute()
  const facts = chats.map(chat => ({
    contactId: chat.contact_id,
    userId: chat.user_id,
    name: 'shown name',
    source: 'telegram',
  }))
  const leads = await openLeads(db, facts, 1000)
  return leads.flatMap(({ id, contactId }) =>
    chats
      .filter(chat => chat.contact_id === contactId)
      .map(chat => ({ contactId, conversationId: chat.id, leadId: id })),
  )
}

/** One client. */
export async function meetClient(database: Database): Promise<Client> {
  const [client] = await meetClients(database, 1)
  if (client === undefined) throw new Error('no lead was opened')
  return client
}

// Tables of another capability are filled here as a file of data would be: no rule of theirs is under test.
async function insertChat(db: Db, userId: number): Promise<void> {
  await sql`insert into contacts (channel, user_id, created_at, updated_at) values ('telegram', ${userId}, 0, 0)`.execute(
    db,
  )
  await sql`insert into conversations (account_id, contact_id, user_id, chat_id, chat_type, created_at, updated_at)
    select accounts.id, contacts.id, ${userId}, cast(${userId} as text), 'private', 0, 0
    from accounts, contacts where contacts.user_id = ${userId}`.execute(db)
}
