import type { QuantityMention } from '../reading.ts'
import { findCurrency } from './money/currencies.ts'
import { readUnit, type Unit } from './quantities/units.ts'
import { readWordless, type Wordless } from './quantities/wordless.ts'
import { numberWords } from './text/number-words.ts'
import { readMessageTokens } from './text/read-message-tokens.ts'
import { readSpans, type Span } from './text/read-spans.ts'
import type { Token } from './text/tokens.ts'

export interface QuantityOptions {
  /** A number has just been asked for: a bare one is then the answer, and above 0.6. */
  readonly isAsked: boolean
}

/**
 * Numbers with what they count, from left to right: people, percent, durations (minutes become hours), metres, bedrooms and
 * things («100 документов в день»). A limit («до 100», "500+") stands in both `min` and `max`. Money, phones, dates, clock
 * times and order numbers are no quantities. A bare number has unit null and, unless asked for, confidence 0.5. Never throws.
 */
export function readQuantities(
  text: string,
  { isAsked }: QuantityOptions = { isAsked: false },
): readonly QuantityMention[] {
  const tokens = nameMetres(readMessageTokens(text))
  const spans = readSpans(tokens, readUnit)
  const counted = spans.flatMap(span => toMention(text, tokens, span, isAsked))
  const taken = new Set(spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)))
  const wordless = tokens.flatMap((_, at) => {
    const found = taken.has(at) ? null : readWordless(tokens, at)
    return found === null ? [] : [toWordlessMention(text, tokens, found)]
  })
  return [...counted, ...wordless].sort((one, other) => one.index - other.index)
}

/** In a sum, 5m is five million; here it is five metres. */
function nameMetres(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, at) => {
    const isLetter = token.text === 'м' || token.text === 'm'
    return isLetter && findCurrency(tokens[at + 1]?.text ?? '') === null ? { ...token, text: 'метр' } : token
  })
}

function toMention(
  text: string,
  tokens: readonly Token[],
  span: Span<Unit>,
  isAsked: boolean,
): readonly QuantityMention[] {
  const unit = span.unit ?? findPeopleAround(tokens, span) ?? findUnitAhead(tokens, span)
  const confidence = judge(tokens, span, unit, isAsked)
  if (confidence === null) return []
  const factor = unit?.kind === 'measure' ? unit.factor : 1
  const mention = cut(text, tokens, span)
  return [
    {
      ...mention,
      confidence,
      min: span.low * factor,
      max: span.high * factor,
      unit: unit === null ? null : nameOf(unit),
      noun: unit?.kind === 'item' ? cut(text, tokens, unit).text : null,
      per: span.per,
    },
  ]
}

function nameOf(unit: Unit): QuantityMention['unit'] {
  if (unit.kind === 'measure') return unit.name
  return unit.kind === 'item' ? 'item' : null
}

const people: Unit = { kind: 'measure', name: 'people', factor: 1 }
const peopleAhead =
  /(?:^| )(?:нас|нас в команде|нас всего|человек|людей|сотрудников|команда из|команда|коллектив|штат|в штате|в команде|team of|staff of|team is|we are|we're|group of|company of|headcount|headcount is|headcount :|сотрудников :)$/

/** «нас около 50», «человек 20», "a team of 10", "there are 12 of us". */
function findPeopleAround(tokens: readonly Token[], span: Span<Unit>): Unit | null {
  const ahead = tokens.slice(Math.max(0, span.from - 3), span.from).map(token => token.text)
  const behind = tokens.slice(span.to, span.to + 2).map(token => token.text)
  const isAhead = peopleAhead.test(ahead.join(' ')) && tokens[span.to]?.text !== '%'
  return isAhead || behind.join(' ') === 'of us' ? people : null
}

/** «часов 20», «процентов 10»: the number behind its unit is a guess. */
function findUnitAhead(tokens: readonly Token[], span: Span<Unit>): Unit | null {
  const isInverted = /^(?:процентов|минут|часов|дней|недель|месяцев|метров)$/.test(tokens[span.from - 1]?.text ?? '')
  const isOfAnother = tokens[span.from - 2]?.kind === 'number' || numberWords.has(tokens[span.from - 2]?.text ?? '')
  return isInverted && !isOfAnother ? (readUnit(tokens, span.from - 1, 'after')?.unit ?? null) : null
}

/** How sure it is that the span is a quantity; null when it is none. */
function judge(tokens: readonly Token[], span: Span<Unit>, unit: Unit | null, isAsked: boolean): number | null {
  if (unit === null) return judgeBare(tokens, span, isAsked)
  if (unit.kind === 'money' || isMoment(tokens, span, unit)) return null
  if (span.unit === null) return 0.8
  if (unit.kind === 'measure') return span.isRough ? 0.8 : 0.9
  return span.per === null ? 0.7 : 0.85
}

function judgeBare(tokens: readonly Token[], span: Span<Unit>, isAsked: boolean): number | null {
  const after = tokens[span.to]
  const isPartOfWord = after?.kind === 'word' && after.isGlued
  const isYear = !isAsked && span.low >= 1950 && span.high < 2050
  if (isPartOfWord || isYear || (!span.isDigits && !isAsked && span.multiplier === 1)) return null
  return isAsked ? 0.8 : 0.5
}

/** «через 2 недели», "in 3 days", "2 days ago" are moments, not amounts of time. */
function isMoment(tokens: readonly Token[], span: Span<Unit>, unit: Unit): boolean {
  if (unit.kind !== 'measure' || !/^(?:hour|day|week|month|year)$/.test(unit.name)) return false
  if (/^(?:назад|ago|спустя|later)$/.test(tokens[span.to]?.text ?? '')) return true
  return /^(?:через|in)$/.test(tokens[span.from - 1]?.text ?? '') && span.per === null
}

function toWordlessMention(text: string, tokens: readonly Token[], found: Wordless): QuantityMention {
  const { value, unit, per } = found
  return { ...cut(text, tokens, found), confidence: 0.85, min: value, max: value, unit, noun: null, per }
}

function cut(
  text: string,
  tokens: readonly Token[],
  { from, to }: { readonly from: number; readonly to: number },
): { readonly text: string; readonly index: number } {
  const index = tokens[from]?.start ?? 0
  return { text: text.slice(index, tokens[to - 1]?.end), index }
}
