import { type HumanChat, takeHumanMessages } from '#capabilities/conversations'
import type { Words } from '#capabilities/sales'
import type { AccountId, ConversationId, Tx } from '#shared/database'
import { truncate } from '#shared/utils'
import { asWritten } from '../agent/index.ts'
import { notifyOwner, type OwnerNotice } from '../notify-owner.ts'

export type ForwardDeps = Pick<OwnerNotice, 'ownerId' | 'newId' | 'render'>

/**
 * Passes on what clients wrote into those of `ids` that a human has: one notice a burst, and each message once, because the
 * transaction that queues the notice marks it as seen. Returns the accounts that have something to say.
 */
export async function forwardToOwner(
  tx: Tx,
  ids: readonly ConversationId[],
  deps: ForwardDeps,
  nowMs: number,
): Promise<ReadonlySet<AccountId>> {
  if (ids.length === 0) return new Set()
  const chats = await takeHumanMessages(tx, ids, nowMs)
  const speaking = new Set<AccountId>()
  for (const chat of chats.filter(chat => isHiddenFromOwner(chat, deps.ownerId))) {
    const aboutMessageId = chat.messages.at(-1)?.id ?? null
    const key = `forward:${chat.conversationId}:${aboutMessageId}`
    const accountId = await notifyOwner(tx, { ...deps, key, aboutMessageId, words: writeNotice(chat) }, nowMs)
    if (accountId !== null) speaking.add(accountId)
  }
  return speaking
}

/** A business chat and a group are on the owner's own screen, and so is the owner's chat with the bot. */
function isHiddenFromOwner({ businessConnectionId, chatType, userId }: HumanChat, ownerId: number | null): boolean {
  return businessConnectionId === '' && chatType === 'private' && userId !== ownerId
}

// About three screens: a client may paste a book, and the owner is to see that there is more.
const longestNotice = 6000

function writeNotice({ conversationId: id, displayName, isOptedOut, messages }: HumanChat): Words {
  const name = asWritten(displayName ?? '—')
  const said = truncate(messages.map(({ content }) => content).join('\n'), longestNotice)
  const text = asWritten(said)
  const optedOut = isOptedOut
    ? { ru: '\nКлиент просил ему не писать.', en: '\nThe client has asked not to be written to.' }
    : { ru: '', en: '' }
  return {
    ru: `${name} (разговор ${id}):\n${text}\n${optedOut.ru}\nОтветить: ответом на это сообщение или /say ${id} текст`,
    en: `${name} (conversation ${id}):\n${text}\n${optedOut.en}\nAnswer: reply to this message, or /say ${id} text`,
  }
}
