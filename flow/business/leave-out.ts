import { excludeChat } from '#capabilities/secretary'
import type { ConversationId, Tx } from '#shared/database'

/**
 * Takes a chat of the owner's account out of what the bot hears and answers, or back in. What was said before stays. False when
 * the conversation is no chat of a person's own account.
 */
export async function leaveOut(tx: Tx, id: ConversationId, isLeftOut: boolean, nowMs: number): Promise<boolean> {
  const chat = await tx
    .selectFrom('conversations')
    .select(['account_id as accountId', 'business_connection_id as connectionId', 'chat_id as chatId'])
    .where('id', '=', id)
    .where('business_connection_id', '!=', '')
    .executeTakeFirst()
  return chat !== undefined && excludeChat(tx, chat, isLeftOut, nowMs)
}
