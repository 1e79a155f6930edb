import type { HumanChat } from '#capabilities/conversations'
import type { Words } from '#capabilities/sales'
import type { AccountId, Tx } from '#shared/database'
import { truncate } from '#shared/utils'
import { asWritten } from '../agent/index.ts'
import type { Wish } from '../consents/read-wish.ts'
import { notifyOwner, type OwnerNotice } from '../notify-owner.ts'

export type ForwardDeps = Pick<OwnerNotice, 'newId' | 'render'> & {
  readonly settings: { readonly ownerId: number | null }
}

/** What a client wrote to a human. */
export interface HeardChat extends HumanChat {
  /** The wish about being written to that has just been heeded; null: none. */
  readonly wish: Wish | null
}

/**
 * Passes on what a client wrote: one notice a burst. Returns the account that sends it; null when the owner sees the chat
 * themselves, or cannot be written to.
 */
export async function forwardToOwner(
  tx: Tx,
  chat: HeardChat,
  { settings: { ownerId }, ...deps }: ForwardDeps,
  nowMs: number,
): Promise<AccountId | null> {
  if (!isHiddenFromOwner(chat, ownerId)) return null
  const aboutMessageId = chat.messages.at(-1)?.id ?? null
  const key = `forward:${chat.conversationId}:${aboutMessageId}`
  return notifyOwner(tx, { ...deps, ownerId, key, aboutMessageId, words: writeNotice(chat) }, nowMs)
}

/** A business chat and a group are on the owner's own screen, and so is the owner's chat with the bot. */
function isHiddenFromOwner({ businessConnectionId, chatType, userId }: HumanChat, ownerId: number | null): boolean {
  return businessConnectionId === '' && chatType === 'private' && userId !== ownerId
}

// About three screens: a client may paste a book, and the owner is to see that there is more.
const longestNotice = 6000

function writeNotice(chat: HeardChat): Words {
  const { conversationId: id, displayName, messages } = chat
  const name = asWritten(displayName ?? '—')
  const said = truncate(messages.map(({ content }) => content).join('\n'), longestNotice)
  const text = asWritten(said)
  const wish = describeWish(chat)
  return {
    ru: `${name} (разговор ${id}):\n${text}\n${wish.ru}\nОтветить: ответом на это сообщение или /say ${id} текст`,
    en: `${name} (conversation ${id}):\n${text}\n${wish.en}\nAnswer: reply to this message, or /say ${id} text`,
  }
}

function describeWish({ wish, isOptedOut }: HeardChat): Words {
  if (wish === 'opt-out')
    return {
      ru: '\nКлиент просит больше ему не писать. Я подтвердил, и сам ему больше не напишу.',
      en: '\nThe client asks not to be written to any more. I have confirmed it, and will not write to them.',
    }
  if (wish === 'opt-in')
    return { ru: '\nКлиенту снова можно писать: он передумал.', en: '\nThe client may be written to again.' }
  return isOptedOut
    ? { ru: '\nКлиент просил ему не писать.', en: '\nThe client has asked not to be written to.' }
    : { ru: '', en: '' }
}
