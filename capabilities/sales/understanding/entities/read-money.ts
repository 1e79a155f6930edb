import type { MoneyMention } from '../reading.ts'
import { findCurrency } from './money/currencies.ts'
import { readCountedNoun } from './text/counted-noun.ts'
import { readMessageTokens } from './text/read-message-tokens.ts'
import { readSpans, type Span, type UnitRead } from './text/read-spans.ts'
import type { Token } from './text/tokens.ts'

export interface MoneyOptions {
  /** The question about money has just been asked: a bare number may then be a sum. */
  readonly isAsked: boolean
}

/**
 * The sums that a message names, from left to right: «до 300 тыс. руб», "$5k–10k", «полмиллиона», 3万元. A bare number is a
 * sum only when money was asked for, or when a word like «бюджет» stands before it. Never throws.
 */
export function readMoney(text: string, { isAsked }: MoneyOptions = { isAsked: false }): readonly MoneyMention[] {
  const tokens = readMessageTokens(text)
  const candidates = readSpans(tokens, readCurrency).flatMap(span => {
    const confidence = judge(tokens, span, isAsked)
    return confidence === null ? [] : [{ span, confidence }]
  })
  // Beside a sum with a currency or a multiplier, a bare number is something else.
  const isNamed = candidates.some(({ span }) => span.unit !== null || span.multiplier > 1)
  return candidates
    .filter(({ span }) => !isNamed || span.unit !== null || span.multiplier > 1)
    .map(({ span, confidence }) => toMention(text, tokens, span, confidence))
}

function readCurrency(tokens: readonly Token[], at: number, side: 'before' | 'after'): UnitRead<string> | null {
  const token = tokens[at]
  if (token === undefined || token.kind === 'number') return null
  const unit = findCurrency(token.text)
  if (unit === null) return null
  // "5 $10k": a sign that is glued to the next number belongs to it.
  const next = tokens[at + 1]
  if (side === 'after' && token.kind === 'sign' && !token.isGlued && next?.kind === 'number' && next.isGlued)
    return null
  return { unit, next: at + 1 }
}

/** How sure it is that the span is money; null when it is none. */
function judge(tokens: readonly Token[], span: Span<string>, isAsked: boolean): number | null {
  if (span.high <= 0) return null
  if (span.unit !== null) return 0.95
  if (isCount(tokens, span)) return null
  const isExpected = isAsked || (hasCue(tokens, span) && span.high >= 1000 && !looksLikeYear(span))
  if (span.multiplier > 1) {
    if (span.isShaky) return isAsked ? 0.75 : null
    return judgeMultiplied(span, isAsked || hasCue(tokens, span))
  }
  if (!isExpected || looksLikeYear(span) || !span.isDigits) return null
  return span.high >= 1000 ? 0.8 : 0.65
}

function judgeMultiplied(span: Span<string>, isExpected: boolean): number | null {
  if (isExpected) return 0.9
  // «миллион раз говорил»: without a number or a bound it is a figure of speech.
  const isLone = span.numberAt + 1 === span.to && span.low === span.multiplier && !span.isDigits
  return isLone && span.bounds.size === 0 ? null : 0.75
}

/** «20 тысяч клиентов», «10 %», "3 days", «2 человека»: a number of something that is not money. */
function isCount(tokens: readonly Token[], span: Span<string>): boolean {
  const after = tokens[span.to]
  if (otherUnit.test(after?.text ?? '')) return true
  if (readCountedNoun(tokens, span.to, span.multiplier === 1 && span.high < 5) !== null) return true
  if (span.multiplier > 1) return false
  return (after?.kind === 'word' && after.isGlued) || otherLabel.test(tokens[span.from - 1]?.text ?? '')
}

const otherUnit =
  /^(?:%|процент|percent|год|лет|час|день|дня|дней|недел|месяц|раз|км|кг|кв|метр|тонн|штук|шт|чел|people|users?|km|kg|sqm|hours?|days?|weeks?|months?|years?|times?)/
/** «нас 15», «вариант 2», "step 3". */
const otherLabel = /^(?:нас|номер|версия|этаж|шаг|пункт|тариф|вариант|step|level|option|version)$/

const cue =
  /^(?:бюджет\p{L}*|стоимост\p{L}*|цен[аеуы]|оборот\p{L}*|выручк\p{L}*|зарплат\p{L}*|оклад\p{L}*|сумм\p{L}*|чек|доход\p{L}*|прибыл\p{L}*|budget|price|cost|costs|revenue|turnover|salary|income|預算|预算)$/u

/** «бюджет 500000», «бюджет у нас примерно до 500000», "budget: 5000". */
function hasCue(tokens: readonly Token[], span: Span<string>): boolean {
  for (let at = span.from - 1; at >= Math.max(0, span.from - 4); at--) {
    const token = tokens[at]
    if (token === undefined || token.kind === 'number' || (token.kind === 'break' && token.text !== ':')) return false
    if (cue.test(token.text)) return true
    if (!/^(?::|-|=|у|нас|меня|наш|на|это|средний|месячный|is|of|our|the)$/.test(token.text)) return false
  }
  return false
}

function looksLikeYear(span: Span<string>): boolean {
  return span.isDigits && Number.isInteger(span.low) && span.low >= 1950 && span.high <= 2049 && span.bounds.size === 0
}

function toMention(text: string, tokens: readonly Token[], span: Span<string>, confidence: number): MoneyMention {
  const index = tokens[span.from]?.start ?? 0
  const isBounded = !span.isRange && (span.bounds.has('max') || span.bounds.has('min'))
  return {
    text: text.slice(index, tokens[span.to - 1]?.end),
    index,
    confidence,
    min: isBounded && span.bounds.has('max') ? null : span.low,
    max: isBounded && !span.bounds.has('max') ? null : span.high,
    currency: span.unit,
    isApproximate: span.isRough || span.bounds.has('about'),
    per: span.per === 'week' ? null : span.per,
  }
}
