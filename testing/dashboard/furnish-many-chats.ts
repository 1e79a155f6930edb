import type { AccountId, ContactId, ConversationId, Database } from '#shared/database'

const atOnce = 200

/** Writes as many conversations of one message each, a minute apart before `beforeMs`: `Client 1` is the newest. */
export async function furnishManyChats(
  { database: { db }, accountId }: { readonly database: Database; readonly accountId: AccountId },
  count: number,
  beforeMs: number,
): Promise<void> {
  const [{ last = 0 } = { last: 0 }] = await db
    .selectFrom('contacts')
    .select(({ fn }) => fn.max<number>('id').as('last'))
    .execute()
  for (let done = 0; done < count; done += atOnce) {
    const chats = Array.from({ length: Math.min(atOnce, count - done) }, (_, index) => {
      const number = done + index + 1
      return { number, id: 1_000 + last + number, at: beforeMs - number * 60_000 }
    })
    await db
      .insertInto('contacts')
      .values(
        chats.map(({ id, number, at }) => ({
          id: id as ContactId,
          channel: 'telegram',
          user_id: id,
          display_name: `Client ${number}`,
          username: null,
          app_language: null,
          source: null,
          opted_out_at: null,
          created_at: at,
          updated_at: at,
        })),
      )
      .execute()
    await db
      .insertInto('conversations')
      .values(
        chats.map(({ id, at }) => ({
          id: id as ConversationId,
          account_id: accountId,
          contact_id: id as ContactId,
          user_id: id,
          username: null,
          chat_id: String(id),
          chat_type: 'private' as const,
          language: 'en',
          last_message_at: at,
          created_at: at,
          updated_at: at,
        })),
      )
      .execute()
    await db
      .insertInto('messages')
      .values(
        chats.map(({ id, at }) => ({
          conversation_id: id as ConversationId,
          role: 'user' as const,
          content: 'Hello! Do you deliver?',
          timestamp: at,
          message_metadata: null,
          external_id: String(id),
          contact_id: id as ContactId,
          turn_id: null,
          edited_at: null,
        })),
      )
      .execute()
  }
}
