import { LinkifyIt } from 'linkify-it'
import type { Found } from './found.ts'

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true })
const easternLetters = /[\p{Script=Han}\p{Script=Thai}\p{Script=Hiragana}\p{Script=Katakana}，。！？：；、（）]/gu

const dot = String.raw`(?:\s*\.\s?|\s*,(?=[a-z]{2,4}(?![\p{L}]))|\s*[([]?\s*(?:точка|dot)\s*[)\]]?\s*)`
const spokenAt = String.raw`\s*[([]?\s*(?:@|собак[аи]|собачк[аи]|(?<=[([]\s?)at)\s*[)\]]?\s*|\s+at\s+`
const spokenDomain = '[a-z0-9-]+|яндекс|мейл|майл|мэйл|джимейл|гмейл|жмейл|гмаил|рамблер|инбокс'
const spoken = new RegExp(
  String.raw`(?<![\p{L}\p{N}._-])(?<local>[a-z0-9](?:[a-z0-9_+-]|\.(?=[a-z0-9])|\s(?:точка|dot)\s(?=[a-z0-9]))*)` +
    `(?<at>${spokenAt})` +
    String.raw`(?<domain>(?:${spokenDomain})(?:${dot}(?:${spokenDomain}))*${dot}(?:[a-z]{2,12}|ру|ком|рф|орг|нет))(?![\p{L}\p{N}])`,
  'gu',
)
const domainWords: ReadonlyMap<string, string> = new Map([
  ['яндекс', 'yandex'],
  ['мейл', 'mail'],
  ['майл', 'mail'],
  ['мэйл', 'mail'],
  ['джимейл', 'gmail'],
  ['гмейл', 'gmail'],
  ['жмейл', 'gmail'],
  ['гмаил', 'gmail'],
  ['рамблер', 'rambler'],
  ['инбокс', 'inbox'],
  ['ру', 'ru'],
  ['ком', 'com'],
  ['рф', 'рф'],
  ['орг', 'org'],
  ['нет', 'net'],
])
const mailHosts =
  /^(?:gmail|googlemail|mail|yandex|ya|yahoo|outlook|hotmail|icloud|bk|list|inbox|rambler|proton|protonmail|qq|163)\./

/** E-mail addresses in `text` (whose folded form is `folded`), as written or as dictated: «anna собака mail точка ru». */
export function findEmails(text: string, folded: string): readonly Found[] {
  if (!/[@]|собак|собачк|\bat\b/.test(folded)) return []
  const written = findWritten(text)
  const dictated = [...folded.matchAll(spoken)].flatMap(match => {
    const isKnown = written.some(({ start, end }) => match.index < end && start < match.index + match[0].length)
    const found = isKnown ? null : rebuild(match)
    return found === null ? [] : [found]
  })
  return [...written, ...dictated]
}

function findWritten(text: string): readonly Found[] {
  // Chinese and Thai are written without spaces, and their letters would count as part of the address.
  const spaced = text.replace(easternLetters, ' ')
  return (linkify.match(spaced) ?? [])
    .filter(match => match.schema === 'mailto:')
    .map(({ index, lastIndex }) => {
      // «почта:anna@mail.ru» without a space: Cyrillic letters before a Latin address are no part of it.
      const raw = text.slice(index, lastIndex)
      const skipped = /^(?:[^@]*[:\u0400-\u04ff])(?=[a-z0-9][^@\u0400-\u04ff]*@)/iu.exec(raw)?.[0].length ?? 0
      return { start: index + skipped, end: lastIndex, value: raw.slice(skipped).toLowerCase(), confidence: 0.95 }
    })
}

function rebuild(match: RegExpExecArray): Found | null {
  const local = (match.groups?.local ?? '').replace(/\s(?:точка|dot)\s/g, '.')
  const domain = (match.groups?.domain ?? '')
    .replace(/\s*[([]?\s*(?:точка|dot)\s*[)\]]?\s*|\s*,|\s*\.\s?/g, '.')
    .split('.')
    .map(part => domainWords.get(part) ?? part)
    .join('.')
  const value = `${local}@${domain}`
  const isPlainAt = match.groups?.at?.trim() === 'at'
  // "meet me at acme.com" is no address; "anna at gmail.com" and "anna at acme dot com" are.
  if (isPlainAt && !mailHosts.test(domain) && !/\sdot\s/.test(match[0])) return null
  if (!linkify.test(value)) return null
  return { start: match.index, end: match.index + match[0].length, value, confidence: isPlainAt ? 0.75 : 0.85 }
}
