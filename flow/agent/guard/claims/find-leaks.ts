import type { Evidence } from '../evidence.ts'
import { type CutWord, cutWords } from '../text/cut-words.ts'
import { matchEvery } from '../text/match-every.ts'
import { uniteAny } from '../text/quick-patterns.ts'
import { rememberRecent } from '../text/remember-recent.ts'

/** What must not leave, as it stands in the reply: from `start` to `end` of the reply's text. */
export interface Leak {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Stretches of the prompt, marks of its parts, keys, paths, and contacts that stand neither in the sources nor in what the client
 * wrote. Whatever a source or the memory of this conversation says may be quoted, even though the prompt holds it, too.
 */
export function findLeaks(reply: string, evidence: Evidence): readonly Leak[] {
  return [...findMarks(reply), ...findContacts(reply, evidence), ...findStretches(reply, evidence)]
}

const marks: readonly RegExp[] = [
  /@@+/g,
  /<\/?(?:passages?|known|earlier|system|prompt|instructions?|think|tool_?call|user|assistant)\b[^>\n]{0,40}>?/gi,
  /<\|[a-z_]+\|>|\[\/?INST\]|<<\/?SYS>>/gi,
  /\[(?:system|assistant|user|developer|система|системное сообщение)\]/gi,
  /^[#>*\s]*(?:system|assistant|developer|система|ассистент)\s*(?:prompt|message)?\s*:/gim,
  /\b(?:cannot_answer|wants_human|max_tokens|"slots"|"objection"|"confidence")\b|"(?:slots|objection|cannot_answer|wants_human)"\s*:/gi,
  /(?:my|our|the|these|following)\s(?:system\s|hidden\s|secret\s|internal\s|initial\s)?(?:prompt|instructions?)\s(?:is|are|says?|states?|tells?|reads?|were|was|:)|(?:here (?:is|are)|this is) my (?:system |hidden |secret )?(?:prompt|instructions?)/gi,
  /(?:мо[йиея]\p{L}*|наш\p{L}*)\s(?:системн\p{L}+\s|скрыт\p{L}+\s|секретн\p{L}+\s|внутренн\p{L}+\s)?(?:промпт|инструкци)\p{L}*\s?(?:такой|такая|такие|гласит|гласят|говорит|говорят|звучит|звучат|выглядит|:|—|-|велит|требует)|в (?:моем|моём|моих|системном) (?:промпте|инструкциях)|вот мо[йия] (?:\p{L}+ )?(?:промпт|инструкци\p{L})/giu,
  /(?:stage|goal|этап|цель)\s?:\s?(?:greeting|needs_discovery|presentation|objections|consultation_offer|scheduling|summary)|needs_discovery|consultation_offer/gi,
  // Keys and tokens of the usual makes, and any long run in which letters and digits are mixed.
  /\b(?:sk|pk|rk|ghp|gho|xox[bp]|AKIA|AIza|ya29|hf)[-_]?[A-Za-z0-9_-]{12,}|\beyJ[A-Za-z0-9_-]{10,}|\b\d{8,10}:[A-Za-z0-9_-]{30,}|\bbearer\s+[A-Za-z0-9._-]{8,}/gi,
  /(?<![\w/.-])(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])(?=[A-Za-z0-9_-]*\d[A-Za-z_-]+\d)[A-Za-z0-9_-]{20,}(?![\w.])/g,
  /\b(?:password|пароль|api[_ -]?key|secret|token|токен)\s*(?:is|:|=|—)\s*\S+/gi,
  /\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b|process\.env|\$\{[A-Z_]+\}/g,
  /(?<![\w:/.])(?:\/(?:etc|home|root|var|usr|opt|app|srv|tmp|data|proc)\/[\w./-]+|[A-Z]:\\[\w\\.-]+|\.{1,2}\/[\w./-]+)|\b(?:playbooks|knowledge_base)\/[\w./-]+|\b[\w-]+\.(?:yaml|yml|env|sqlite|db|ts|js|py)\b/g,
  /\b(?:localhost|127\.0\.0\.1|(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3})(?::\d+)?\b/gi,
]

/** By their flags: marks that can be looked for together, and one look tells that none is there. */
const anyMark = new Map(
  Array.from(new Set(marks.map(({ flags }) => flags)), flags => [
    flags,
    uniteAny(marks.filter(mark => mark.flags === flags)),
  ]),
)

function findMarks(reply: string): readonly Leak[] {
  const found = [...anyMark].flatMap(([flags, any]) => (any.test(reply) ? [flags] : []))
  return marks.filter(({ flags }) => found.includes(flags)).flatMap(mark => matchEvery(reply, mark).map(toLeak))
}

function toLeak(match: RegExpExecArray): Leak {
  return { text: match[0], start: match.index, end: match.index + match[0].length }
}

const addresses =
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?<![\p{L}\p{N}.@])@[a-z]\w{3,31}|(?:https?:\/\/|www\.)[^\s)>\]]+|(?<![\p{L}\p{N}.@/])(?:[a-z0-9-]+\.)+(?:com|ru|org|net|io|me|info|app|dev|shop|store|biz|co|uk|de|th|cn|рф|example|online|site|pro|su)(?![\p{L}\p{N}])(?:\/[^\s)>\]]*)?/giu
const mayHoldAddress = /@|:\/\/|www\.|[a-z0-9-]\.[a-zрф]/iu
const phones = /(?<![\d.,])\+?\d(?:[\s().‑–-]{0,3}\d){8,14}(?![\d]|[.,]\d)/gu

function findContacts(reply: string, evidence: Evidence): readonly Leak[] {
  const plain = reply.replace(/[\u200b-\u200f\u2060\ufeff]/g, ' ')
  const found = mayHoldAddress.test(plain) ? matchEvery(plain, addresses).map(toLeak) : []
  const numbers = matchEvery(unmaskDigits(plain), phones)
    .map(toLeak)
    .filter(({ text }) => !isAmount(text))
  if (found.length === 0 && numbers.length === 0) return []
  const known = gatherKnown(evidence)
  const digits = known.replace(/\D/g, '')
  return [
    ...found.filter(({ text }) => !known.includes(foldAddress(text))),
    ...numbers.filter(({ text }) => !digits.includes(text.replace(/\D/g, '').slice(-10))),
  ]
}

/** Wide and foreign digits as ASCII, unit for unit. */
function unmaskDigits(text: string): string {
  return text.replace(/[０-９]/g, digit => String(digit.charCodeAt(0) - 0xff10))
}

/** 42 000 000 is a sum, 2026-11-23 10:00 a date: grouped by three, or by nothing that a phone has. */
function isAmount(text: string): boolean {
  return /^\d{1,3}(?:[\s.]\d{3}){2,4}$/.test(text.trim()) || /^\d{4}-\d{2}-\d{2}/.test(text)
}

function gatherKnown({ sources, clientTexts, slots }: Evidence): string {
  return [...sources.map(({ text }) => text), ...clientTexts, ...slots.map(({ value }) => value)]
    .join('\n')
    .toLowerCase()
}

function foldAddress(text: string): string {
  return text
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[.,;:!?/]+$/, '')
}

// So many words in a row are no coincidence.
const stretchLength = 8

function findStretches(reply: string, evidence: Evidence): readonly Leak[] {
  const words = cutWords(reply)
  if (words.length < stretchLength) return []
  const secret = spellSecret(evidence)
  const found = listSuspects(words, secret).filter(({ spelt }) => secret.includes(spelt))
  if (found.length === 0) return []
  const { sources, clientTexts, memory } = evidence
  const open = [...sources.map(({ text }) => text), ...clientTexts, memory ?? ''].map(spellOut)
  return joinOverlapping(found.filter(({ spelt }) => open.every(text => !text.includes(spelt)))).map(
    ({ start, end }) => ({ text: reply.slice(start, end), start, end }),
  )
}

/** The prompt but for what may be asked. Its standing part is spelt once, and not at each turn. */
function spellSecret({ prompt, standingPrompt }: Evidence): string {
  if (standingPrompt === '') return spellOut(withoutQuestions(withoutIntroduction(prompt)))
  // Between the two stands a line break, which ends a question.
  const rest = spellOut(withoutQuestions(prompt.slice(standingPrompt.length)))
  return spellStanding(standingPrompt).spelt.trimEnd() + rest
}

// One for each playbook, and those before the owner's latest edits.
const maxStanding = 8
const spellStanding = rememberRecent(maxStanding, text => ({
  spelt: spellOut(withoutQuestions(withoutIntroduction(text))),
}))

interface Stretch {
  readonly spelt: string
  readonly start: number
  readonly end: number
}

/**
 * The stretches that the prompt may hold. Of eight words in a row, wherever they begin, four stand together at a place divisible by
 * four: around such four that the prompt has, too, the eight are to be looked for, and nowhere else.
 */
function listSuspects(words: readonly CutWord[], secret: string): readonly Stretch[] {
  const half = stretchLength / 2
  const isHeld = words.map((_, at) => at % half === 0 && secret.includes(spell(words.slice(at, at + half))))
  return words.slice(0, 1 - stretchLength).flatMap(({ start }, at) => {
    if (!isHeld.slice(at, at + half + 1).includes(true)) return []
    const stretch = words.slice(at, at + stretchLength)
    return [{ spelt: spell(stretch), start, end: stretch.at(-1)?.end ?? start }]
  })
}

/** A long quotation is one leak, not one for each of its words. */
function joinOverlapping(stretches: readonly Stretch[]): readonly Pick<Stretch, 'start' | 'end'>[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of stretches) {
    const last = joined.at(-1)
    if (last !== undefined && start < last.end) last.end = end
    else joined.push({ start, end })
  }
  return joined
}

/** The assistant may say who it is, as the prompt's first sentence does. */
function withoutIntroduction(prompt: string): string {
  const first = /^[^.!?\n]+[.!?]/.exec(prompt)?.[0] ?? ''
  return prompt.slice(first.length)
}

/** Questions that the prompt tells the model to ask may be asked. */
function withoutQuestions(text: string): string {
  const parts = text.split('?')
  const last = parts.pop() ?? ''
  return [...parts.map(part => /^[\s\S]*[.!:\n]/.exec(part)?.[0] ?? ''), last].join(' ')
}

/** The words of a text with one space around each. */
function spellOut(text: string): string {
  return spell(cutWords(text))
}

function spell(words: readonly CutWord[]): string {
  return ` ${words.map(({ word }) => word).join(' ')} `
}
