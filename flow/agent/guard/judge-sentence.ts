import { findAvailability, findBooking } from './claims/booking-claims.ts'
import { findPhrases, type PhraseClaim } from './claims/phrase-claims.ts'
import type { ClaimKind, Evidence } from './evidence.ts'
import { backFigure, type FigureClaim, scriptOf } from './facts/back-figure.ts'
import { backMoments, listMeetings, listMoments } from './facts/back-moments.ts'
import { type ClaimWords, type FactBase, scoreFit } from './facts/fact-base.ts'
import { rolesOf } from './facts/roles.ts'
import { type Figure, isMoment, kindOf } from './figures/figure.ts'
import { readFigures } from './figures/read-figures.ts'
import { contentWords } from './text/content-words.ts'
import { segmentAt, splitSegments } from './text/split-segments.ts'

/** A claim of a sentence with what backs it; null when nothing does. */
export interface Judged {
  readonly kind: ClaimKind
  readonly claim: string
  readonly source: string | null
}

export interface SentenceParts {
  /** Unmasked. */
  readonly text: string
  /** The sentence before it, unmasked; empty for the first. */
  readonly before: string
  readonly evidence: Evidence
  readonly base: FactBase
}

/** What a sentence claims. What is the client's own, asked, or no promise is not in the list. */
export function judgeSentence(parts: SentenceParts): readonly Judged[] {
  const figures = readFigures(parts.text, {
    nowMs: parts.evidence.nowMs,
    timeZone: parts.evidence.timeZones[0] ?? 'UTC',
  })
  const booking = judgeBooking(parts, figures)
  return [...booking, ...judgeFigures(parts, figures, booking), ...judgePhrases(parts, figures)]
}

const calendar = 'calendar'

/** Said to be booked is only what a scheduled meeting shows, at its very time. A hold is not a booking. */
function judgeBooking({ text, evidence }: SentenceParts, figures: readonly Figure[]): readonly Judged[] {
  const claim = findBooking(text)
  if (claim === null || (text.includes('?') && figures.every(figure => !isMoment(figure))))
    return judgeAvailability(text, evidence)
  const moments = listMeetings(evidence, ['scheduled'])
  const stated = figures.filter(isMoment)
  const isTrue = moments.length > 0 && backMoments(stated, moments).size === stated.length
  return [{ kind: 'booking', claim, source: isTrue ? calendar : null }]
}

function judgeAvailability(text: string, evidence: Evidence): readonly Judged[] {
  const claim = text.includes('?') ? null : findAvailability(text)
  return claim === null ? [] : [{ kind: 'time', claim, source: evidence.openings.length > 0 ? calendar : null }]
}

function judgeFigures(parts: SentenceParts, figures: readonly Figure[], booking: readonly Judged[]): readonly Judged[] {
  const { evidence, base, text } = parts
  const isBooked = booking.some(({ kind, source }) => kind === 'booking' && source !== null)
  const known = [
    ...listMoments(evidence.openings, evidence.timeZones),
    ...listMeetings(evidence, ['held', 'scheduled']),
  ]
  const inCalendar = backMoments(figures, known)
  return figures.flatMap((figure): readonly Judged[] => {
    const judged = { kind: kindOf(figure.unit), claim: figure.text }
    if (inCalendar.has(figure)) return isBooked ? [] : [{ ...judged, source: calendar }]
    if (isTalk(parts, figure, figures)) return []
    const source = backFigure(describeClaim(parts, figure, figures), base)
    if (source !== null) return [{ ...judged, source }]
    return isClients(text, figure, base) ? [] : [{ ...judged, source: null }]
  })
}

const offers =
  /свобод|окн[оа]|предлаг|предлож|мест[оа](?!\p{L})|запи[сш]|заброни|есть\s|available|free|offer|slot|book|opening|schedule/u
const promises =
  /успе[еюв]|сдела|готов\p{L}|достав|привез|пришл|отправ|перезвон|позвон|свяж|напиш|верн|запи[сш]|жд[ем]|приход|приезж|начн|запуст|старт|свобод|окн[оа]|мест[оа](?!\p{L})|получ|отда[дш]|пода[рд]|скид|действ|закан|последн|только|can(?!\p{L})|will|'ll(?!\p{L})|ready|deliver|call|send|start|finish|done|available|free|slot|open|book|see you|come|get|last|expire|only|until/u

/** A day that is asked about, today's date, and «завтра» where nothing is promised are talk. */
function isTalk({ text, evidence }: SentenceParts, figure: Figure, figures: readonly Figure[]): boolean {
  if (!isMoment(figure)) return false
  if (/[?？]/.test(text) && !offers.test(text)) return true
  const isAlone = figures.every(other => other === figure || !isMoment(other))
  if (figure.isRelative) return isAlone && !promises.test(text)
  const today = listMoments([evidence.nowMs], evidence.timeZones)
  return backMoments(figures, today).size === figures.filter(isMoment).length && !promises.test(text)
}

const near = { segment: 1, ahead: 0.3, behind: 0.15, before: 0.1, client: 0.05 }

function describeClaim({ text, before, base }: SentenceParts, figure: Figure, figures: readonly Figure[]): FigureClaim {
  const segments = splitSegments(text)
  const segment = segmentAt(segments, figure.index)
  const own = contentWords(text)
  const words = layWords([
    [segment.words, near.segment],
    [contentWords(text.slice(0, segment.start)), near.ahead],
    [contentWords(text.slice(segment.end)), near.behind],
    [contentWords(before), near.before],
    [base.lastClientWords, near.client],
  ])
  const days = figures.filter(
    ({ unit, index }) => unit.kind === 'weekday' && index >= segment.start - 40 && index <= figure.index,
  )
  const clause = text.slice(segment.start, segment.end)
  return {
    figure,
    words,
    isAboutUnknown: isUnknown(own, base),
    script: scriptOf(own),
    roles: rolesOf(segment.words.size > 0 && contentWords(clause).length === 0 ? text.slice(0, segment.end) : clause),
    wideRoles: rolesOf(`${before} ${text} ${base.lastClientWords.join(' ')}`),
    weekdays: new Set(days.flatMap(({ values }) => values)),
  }
}

function layWords(layers: readonly (readonly [Iterable<string>, number])[]): ClaimWords {
  const words = new Map<string, number>()
  for (const [layer, nearness] of layers) for (const word of layer) if (!words.has(word)) words.set(word, nearness)
  return words
}

// A verb or an adverb that no source has does not make a sentence be about something else.
const noNoun = /(?:ть|ть?ся|ет|ит|ют|ут|ат|ят|ем|им|ешь|ишь|йте|сь|но|ly|ing|ed)$/

function isUnknown(words: readonly string[], base: FactBase): boolean {
  const nouns = words.filter(word => !noNoun.test(word) && word.length > 2)
  return nouns.length > 0 && words.every(word => base.weightOf(word) === 0)
}

const theirs =
  /(?<!\p{L})(?:вы (?:назвали|сказали|говорили|писали|написали|упомянули|указали|хотите|хотели|планируете|ищете|просили|спрашивали|выбрали|рассчитываете)|ваш\p{L}{0,3} (?:бюджет|срок|запрос|команд|компани|вопрос|пожелани)\p{L}*|у вас|вам (?:нужн|важн|удобн)\p{L}*|вас интересует|(?:я )?(?:понял|поняла|записал|записала|отметил|отметила|услышал|услышала|учту)|бюджет\p{L}* (?:до|от|около|в|порядка|примерно)|с бюджетом|в (?:вашем|рамках|пределах)|you (?:said|mentioned|named|told|wrote|asked|want|wanted|have|need|are looking|were looking|plan|prefer)|your (?:budget|team|company|request|deadline|timeline|preferred|question)|a budget of|with a budget|noted|got it|understood|i see)(?!\p{L})/u
const ours =
  /(?<!\p{L})(?:цена|цены|ценой|цену|стоит|стоить|стоимость|обойд\p{L}+|выйдет|хватит|хватает|достаточно|укла\p{L}+|улож\p{L}+|впис\p{L}+|впиш\p{L}+|подойд\p{L}+|устроит|сделаем|сделаю|можем|сможем|могу|возьмем|берем|скидк\p{L}*|дешевле|согласн\p{L}+|договорились|price|costs?|charge|enough|fits?|covers?|we can|i can|can do|we'll|we will|works for us|deal|agreed|discount|off|cheaper|available|свобод\p{L}+)(?!\p{L})/u

/** The client's own figures may be said back to them, as theirs; counts of what they have need no «вы сказали». */
function isClients(text: string, figure: Figure, base: FactBase): boolean {
  const isSaid = base.clientFigures.some(
    said =>
      (said.unit.kind === figure.unit.kind || said.unit.kind === 'plain' || figure.unit.kind === 'plain') &&
      said.values.some(value => figure.values.includes(value)) &&
      isSameMoney(said, figure),
  )
  if (!isSaid || ours.test(text)) return false
  if (theirs.test(text)) return true
  if (/[?？]/.test(text)) return !offers.test(text)
  const isCount = !isMoment(figure) && kindOf(figure.unit) === 'figure'
  return isCount && /(?:для|из|for|of|with)\s\S{0,4}\s?$/u.test(text.slice(0, figure.index))
}

function isSameMoney(said: Figure, figure: Figure): boolean {
  if (said.unit.kind !== 'money' || figure.unit.kind !== 'money') return true
  return said.unit.currency === null || figure.unit.currency === null || said.unit.currency === figure.unit.currency
}

const hedged =
  /уточн|узна[юе]|спрош|провер[юи]|верн[ус]\p{L}* с|не знаю|не могу (?:сказать|назвать|подсказать|обещать)|нет (?:данных|информации|сведений)|check|find out|ask (?:my|a|the) colleague|let you know|not sure|don't know|come back to you|查一下|确认一下|สอบถาม|ตรวจสอบ/u

/** Free gifts, discounts, guarantees: true when a source says the same of the same thing. */
function judgePhrases(parts: SentenceParts, figures: readonly Figure[]): readonly Judged[] {
  const { text, base } = parts
  const isOpen = hedged.test(text) && figures.length === 0
  return findPhrases(text).flatMap(phrase => {
    if (phrase.isNegated || isOpen || isAsked(text, phrase)) return []
    return [{ kind: phrase.kind, claim: phrase.text, source: backPhrase(parts, phrase, base) }]
  })
}

/** «Какая скидка вам нужна?», "Are you looking for a discount?" ask; «Хотите скидку?» offers. */
function isAsked(text: string, phrase: PhraseClaim): boolean {
  return (
    /[?？]/.test(text) &&
    phrase.kind !== 'price' &&
    /^(?:как|какой|какая|какую|какие|почему|зачем|вы (?:ищете|имеете|про|о)|what|which|why|are you|do you mean|did you)(?!\p{L})/u.test(
      text,
    )
  )
}

function backPhrase({ text, before }: SentenceParts, phrase: PhraseClaim, base: FactBase): string | null {
  const segment = segmentAt(splitSegments(text), phrase.index)
  const own = contentWords(text)
  const words = layWords([
    [segment.words, near.segment],
    [own, near.ahead],
    [contentWords(before), near.before],
    [base.lastClientWords, near.client],
  ])
  const same = base.phrases.filter(({ item }) => item.phrase.name === phrase.name)
  const ranked = same
    .map(({ source, item }) => ({ source, item, score: scoreFit(item, words, base.weightOf) }))
    .sort((one, other) => other.score - one.score)
  const [best] = ranked
  if (best === undefined) return null
  const isElsewhere = best.score === 0 && own.length > 0 && scriptOf(best.item.row) === scriptOf(own)
  if (isElsewhere || (isUnknown(own, base) && scriptOf(best.item.row) === scriptOf(own))) return null
  return phrase.name === 'free' && costs(words, base) > best.score + 1e-6 ? null : best.source
}

/** How well the words scoreFit something that has a price. */
function costs(words: ClaimWords, base: FactBase): number {
  return Math.max(
    0,
    ...base.facts
      .filter(({ item }) => item.figure.unit.kind === 'money')
      .map(({ item }) => scoreFit(item, words, base.weightOf)),
  )
}
