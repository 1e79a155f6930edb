import type { AccountId, ConversationId, Db, MessageId } from '#shared/database'
import { readMedia } from './read-dialogue.ts'

/** A file that a client sent, as its channel can be asked for it. */
export interface MessageFile {
  /** Who received it: to others the channel does not give it. */
  readonly accountId: AccountId
  readonly fileId: string
  /** What the message was sent as: voice, photo, document, … */
  readonly kind: string
  /** As the sender says; null when they do not. */
  readonly mimeType: string | null
  readonly fileName: string | null
}

/** Null when the conversation has no such message, or none of its files is kept by the channel. */
export async function findMessageFile(
  db: Db,
  conversationId: ConversationId,
  id: MessageId,
): Promise<MessageFile | null> {
  const row = await db
    .selectFrom('messages as m')
    .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
    .select(['c.account_id', 'm.kind', 'm.message_metadata'])
    .where('m.id', '=', id)
    .where('m.conversation_id', '=', conversationId)
    .where('m.role', '=', 'user')
    .executeTakeFirst()
  const media = row === undefined ? null : readMedia(row.message_metadata)
  if (row === undefined || media === null || media.fileId === null) return null
  const { fileId, mimeType, fileName } = media
  return { accountId: row.account_id, fileId, kind: row.kind, mimeType, fileName }
}
