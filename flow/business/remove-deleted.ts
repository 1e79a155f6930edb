import type { ChatAddress } from '#capabilities/channels'
import { findConversation, removeMessages } from '#capabilities/conversations'
import type { AccountId, Tx } from '#shared/database'
import { findSentMessages } from '../speaker/speaker-rows.ts'

/** Forgets messages that somebody deleted in a business chat: what is gone there is neither answered nor remembered. */
export async function removeDeleted(
  tx: Tx,
  accountId: AccountId,
  deletion: { readonly chat: ChatAddress; readonly messageIds: readonly string[] },
): Promise<void> {
  const conversation = await findConversation(tx, accountId, deletion.chat)
  if (conversation === null || deletion.messageIds.length === 0) return
  const { id: conversationId } = conversation
  const { messageIds: externalIds } = deletion
  const messageIds = await findSentMessages(tx, conversationId, externalIds)
  await removeMessages(tx, { conversationId, externalIds, messageIds })
}
