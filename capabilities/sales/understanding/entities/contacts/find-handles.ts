import type { Found } from './found.ts'

const name = '[a-z][a-z0-9_]{4,31}'
const link = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:https?:\/\/)?(?:t|telegram)\.me\/(?<name>${name})(?![\p{L}\p{N}_/])(?:\?[^\s]*)?`,
  'giu',
)
const mention = new RegExp(String.raw`(?<![a-z0-9_.@/а-яё])@(?<name>${name})(?![a-z0-9_]|\.[a-z])`, 'giu')
const cued = new RegExp(
  String.raw`(?<![\p{L}])(?:телеграмм?|телега|тг|telegram|tg)(?:\s(?:id|ник|это))?\s?[:-]?\s(?<name>${name})(?![\p{L}\p{N}_.@])`,
  'giu',
)
const pagesOfTelegram = /^(?:joinchat|share|addstickers|addlist|proxy|socks|invoice|giftcode|boost|contact)$/i
const otherNetwork =
  /(?:инст\p{L}*|insta\p{L}*|ig|twitter|твиттер|x\.com|тикток|tiktok|vk|вк|youtube|ютуб)\s?[:-]?\s*$/iu

/** Telegram names in `text`: @name, t.me/name, «телеграм name»; without @, as written. */
export function findHandles(text: string): readonly Found[] {
  if (!/@|\.me\/|тг|tg|tele|теле/i.test(text)) return []
  const links = collect(text, link, 0.95)
  const mentions = collect(text, mention, 0.9).filter(({ start }) => !otherNetwork.test(text.slice(0, start)))
  // Without @ the word must look like a name, not like the next word of the sentence.
  const named = collect(text, cued, 0.7).filter(({ value }) => /[_\d]/.test(value))
  return [...links, ...mentions, ...named].filter(({ value }) => !pagesOfTelegram.test(value))
}

function collect(text: string, pattern: RegExp, confidence: number): readonly Found[] {
  return [...text.matchAll(pattern)].map(match => {
    const value = match.groups?.name ?? ''
    const end = match.index + match[0].length
    // Of «телеграм ivan_p» only the name is the mention.
    const start = match[0].startsWith('@') || match[0].includes('/') ? match.index : end - value.length
    return { start, end, value, confidence }
  })
}
