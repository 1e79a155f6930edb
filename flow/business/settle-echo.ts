import type { ChatAddress } from '#capabilities/channels'
import { findConversation } from '#capabilities/conversations'
import type { AccountId, Tx } from '#shared/database'
import { settleByEcho } from '../speaker/speaker-rows.ts'

/**
 * What we said comes back from a business chat: so it arrived. A part whose fate was not known, because the answer to the send was
 * lost, is settled by that. Returns whether one was.
 */
export async function settleEcho(
  tx: Tx,
  accountId: AccountId,
  echo: { readonly chat: ChatAddress; readonly messageId: string; readonly text: string },
  nowMs: number,
): Promise<boolean> {
  const conversation = await findConversation(tx, accountId, echo.chat)
  if (conversation === null) return false
  const { messageId: externalId, text } = echo
  return settleByEcho(tx, { conversationId: conversation.id, externalId, text }, nowMs)
}
