import type { ConversationId, Database } from '#shared/database'

/** The rows that a conversation of one client needs, for tests of what hangs on it. */
export async function createConversation({ db }: Database): Promise<ConversationId> {
  const times = { created_at: 1, updated_at: 1 }
  const account = await db
    .insertInto('accounts')
    .values({ channel: 'memory', external_id: '1', username: null, display_name: null, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  const contact = await db
    .insertInto('contacts')
    .values({
      channel: 'memory',
      user_id: 7,
      display_name: null,
      username: null,
      app_language: null,
      source: null,
      opted_out_at: null,
      ...times,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const conversation = await db
    .insertInto('conversations')
    .values({
      account_id: account.id,
      contact_id: contact.id,
      user_id: 7,
      username: null,
      chat_id: '7',
      chat_type: 'private',
      language: null,
      handler_since: null,
      turn_due_at: null,
      turn_waiting_since: null,
      turn_lease_id: null,
      turn_lease_until: null,
      last_message_at: null,
      summary_due_at: null,
      ...times,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return conversation.id
}
