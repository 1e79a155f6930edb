import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '#shared/utils'
import type { ChatAddress } from '../../contract.ts'

/** Marks the data of a bot's buttons, so that a press can be told from what somebody made up or took from another chat. */
export interface ButtonSeal {
  /** What the button carries: eight characters more than `data`, which leaves 56 of Telegram's 64 bytes. */
  close(chat: ChatAddress, data: string): string
  /** The data; null when this bot never wrote it under a message of this chat. */
  open(chat: ChatAddress, sealed: string): string | null
}

// 48 bits: to hit one by chance takes more presses than Telegram lets anybody make in a lifetime.
const markLength = 8

/**
 * The key comes from the bot's token, which is kept outside the database: whoever reads or writes rows cannot make buttons. A bot
 * whose token was replaced does not know its old buttons any more.
 */
export function createButtonSeal(token: Secret): ButtonSeal {
  const key = createHmac('sha256', token.reveal()).update('telegram buttons').digest()
  const mark = (chat: ChatAddress, data: string): string =>
    createHmac('sha256', key).update(describeChat(chat)).update(data).digest('base64url').slice(0, markLength)
  return {
    close: (chat, data) => `${mark(chat, data)}${data}`,
    open(chat, sealed) {
      const given = Buffer.from(sealed.slice(0, markLength))
      const data = sealed.slice(markLength)
      const expected = Buffer.from(mark(chat, data))
      return given.length === expected.length && timingSafeEqual(given, expected) ? data : null
    },
  }
}

/** No part of an address holds a line break, so no two chats are described alike. */
function describeChat({ businessConnectionId, chatId, topicId }: ChatAddress): string {
  return `${businessConnectionId}\n${chatId}\n${topicId}\n`
}
