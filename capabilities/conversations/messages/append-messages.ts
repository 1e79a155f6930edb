import type { ContactId, ConversationId, Db, MessageId, MessageRole, TurnId } from '#shared/database'

export interface NewMessage {
  readonly conversationId: ConversationId
  readonly role: MessageRole
  readonly content: string
  readonly timestamp: number
  readonly kind: string
  /** The channel's id of an incoming message; null for what we write ourselves. */
  readonly externalId: string | null
  readonly contactId: ContactId | null
  readonly turnId: TurnId | null
  readonly metadata: Readonly<Record<string, unknown>> | null
}

export interface AppendedMessage {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly externalId: string | null
  readonly turnId: TurnId | null
}

/**
 * Appends messages in the order given. A message whose `externalId` the conversation already holds is left out of the result:
 * Telegram may show one message under two update ids.
 */
export async function appendMessages(tx: Db, messages: readonly NewMessage[]): Promise<readonly AppendedMessage[]> {
  if (messages.length === 0) return []
  const rows = await tx
    .insertInto('messages')
    .values(
      messages.map(message => ({
        conversation_id: message.conversationId,
        role: message.role,
        content: message.content,
        timestamp: message.timestamp,
        kind: message.kind,
        external_id: message.externalId,
        contact_id: message.contactId,
        turn_id: message.turnId,
        message_metadata: message.metadata === null ? null : JSON.stringify(message.metadata),
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning(['id', 'conversation_id', 'external_id', 'turn_id'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    conversationId: row.conversation_id,
    externalId: row.external_id,
    turnId: row.turn_id,
  }))
}

/** Changes what an incoming message says; null when the conversation does not hold it, or it says so already. */
export async function editMessage(
  tx: Db,
  edit: {
    readonly conversationId: ConversationId
    readonly externalId: string
    readonly text: string
    readonly editedAt: number
  },
): Promise<MessageId | null> {
  const row = await tx
    .updateTable('messages')
    .set({ content: edit.text, edited_at: edit.editedAt })
    .where('conversation_id', '=', edit.conversationId)
    .where('external_id', '=', edit.externalId)
    .where('content', '!=', edit.text)
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}
