import type { MessageEntity } from 'grammy/types'

type DetectedType = 'url' | 'email' | 'mention' | 'hashtag' | 'bot_command' | 'phone_number'

/** In order of right of way: what comes later yields to what is found before. */
const patterns: readonly { readonly type: DetectedType; readonly pattern: RegExp }[] = [
  { type: 'url', pattern: /\bhttps?:\/\/[^\s<>"]*[^\s<>".,!?:;)]/gi },
  { type: 'email', pattern: /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  {
    type: 'url',
    pattern: /(?<![@\w.])(?:[a-z0-9-]+\.)+(?:com|org|net|ru|io|me|dev|app|info)(?:\/[^\s<>"]*[^\s<>".,!?:;)])?\b/gi,
  },
  { type: 'mention', pattern: /(?<![\w@])@[a-z]\w{3,31}/gi },
  { type: 'bot_command', pattern: /(?<![\w/])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi },
  { type: 'hashtag', pattern: /(?<![\p{L}\d_#])#[\p{L}\d_]*\p{L}[\p{L}\d_]*/gu },
  { type: 'phone_number', pattern: /(?<![\w+])\+\d(?:[\s()-]?\d){9,14}\b/g },
]
const mayHoldEntity = /[@/#+.]/

/** What Telegram finds in a text by itself: commands, mentions, links, addresses, hashtags, phone numbers. Sorted by offset. */
export function detectEntities(text: string, taken: readonly MessageEntity[] = []): MessageEntity[] {
  if (!mayHoldEntity.test(text)) return [...taken]
  const found: MessageEntity[] = [...taken]
  for (const { type, pattern } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length }
      if (!found.some(other => overlaps(other, entity))) found.push(entity)
    }
  }
  return found.sort((one, other) => one.offset - other.offset)
}

function overlaps(one: MessageEntity, other: MessageEntity): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length
}
