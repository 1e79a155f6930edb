import type { Inbound } from '#capabilities/channels'
import type { ConversationId, Tx } from '#shared/database'
import { composeWords } from './compose-words.ts'
import { readMessageMedia, recaptionMedia } from './media-rows.ts'

type Edit = Extract<Inbound, { kind: 'edit' }>

/** What an edited message with a file says: its new caption, and what was read in the file already. */
export async function wordsAfterEdit(tx: Tx, conversationId: ConversationId, edit: Edit): Promise<string> {
  if (edit.attachments === undefined) return edit.text
  const message = await tx
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('external_id', '=', edit.messageId)
    .executeTakeFirst()
  if (message === undefined) return edit.text
  await recaptionMedia(tx, message.id, edit.caption ?? null)
  return composeWords(await readMessageMedia(tx, message.id)) ?? edit.text
}
