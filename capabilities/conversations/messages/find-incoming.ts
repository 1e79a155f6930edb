import type { ContactId, ConversationId, Db, MessageId } from '#shared/database'

/** A message that came from a client, as it stands. */
export interface IncomingMessage {
  readonly id: MessageId
  readonly kind: string
  readonly content: string
  readonly timestamp: number
  readonly contactId: ContactId | null
}

/** The message that its channel calls so; null when the conversation does not hold it. */
export async function findIncoming(
  db: Db,
  conversationId: ConversationId,
  externalId: string,
): Promise<IncomingMessage | null> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'kind', 'content', 'timestamp', 'contact_id'])
    .where('conversation_id', '=', conversationId)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { contact_id: contactId, ...message } = row
  return { ...message, contactId }
}
