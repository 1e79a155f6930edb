import type { ConversationId, Db, MessageId } from '#shared/database'
import { lockConversation } from '../turns/renew-turn.ts'

/** What is known of a file of a message, for its metadata: how it was read, and how surely. */
export interface MediaNote {
  /** voice, photo, document, … */
  readonly kind: string
  /** What the sender calls it; null where it has no name. */
  readonly name: string | null
  /** What it says or shows; null for what was heard, which are the message's own words, and where nothing was read. */
  readonly text: string | null
  /** ready: the message says what is in it. later: not yet. refused, failed: never. */
  readonly state: 'ready' | 'later' | 'refused' | 'failed'
  /** 0 to 1; null where nobody said. */
  readonly confidence: number | null
  /** Why not; null when ready. */
  readonly code: string | null
}

export interface Revision {
  readonly messageId: MessageId
  /** What the message says from now on; null: as before. */
  readonly content: string | null
  readonly media: readonly MediaNote[]
}

export interface RevisedMessage {
  readonly conversationId: ConversationId
  readonly kind: string
  /** A turn, or a human, has seen the message as it was. */
  readonly isAnswered: boolean
}

/**
 * Writes what was read in the files of a message into it. One that was answered already keeps its words: the answer was to those.
 * Null when the message is gone.
 */
export async function reviseMessage(tx: Db, { messageId, content, media }: Revision): Promise<RevisedMessage | null> {
  const row = await tx
    .selectFrom('messages')
    .select(['conversation_id', 'kind', 'message_metadata'])
    .where('id', '=', messageId)
    .executeTakeFirst()
  if (row === undefined) return null
  // An answer that is being committed now is waited for: it has seen the old words, or it will not be committed.
  await lockConversation(tx, row.conversation_id)
  const { answered_message_id: answeredId } = await tx
    .selectFrom('conversations')
    .select('answered_message_id')
    .where('id', '=', row.conversation_id)
    .executeTakeFirstOrThrow()
  const isAnswered = messageId <= answeredId
  const words = content === null || isAnswered ? {} : { content: content.replaceAll('\0', '') }
  await tx
    .updateTable('messages')
    .set({ message_metadata: withMedia(row.message_metadata, media), ...words })
    .where('id', '=', messageId)
    .execute()
  return { conversationId: row.conversation_id, kind: row.kind, isAnswered }
}

function withMedia(stored: string | null, media: readonly MediaNote[]): string {
  // Written by appendMessages from a record.
  const metadata = JSON.parse(stored ?? '{}') as Readonly<Record<string, unknown>>
  return JSON.stringify({ ...metadata, media })
}
