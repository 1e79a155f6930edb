import { findCurrency, type Token, type UnitRead } from '#capabilities/sales'
import type { FigureUnit } from './figure.ts'

/** A unit with what turns its number into the one that is compared: hours into minutes, years into months. */
export interface ScaledUnit {
  readonly unit: FigureUnit
  readonly factor: number
}

const day = 24 * 60
const patterns: readonly (readonly [RegExp, FigureUnit['kind'], number])[] = [
  [/^(?:%|процент\p{L}*|проц|percent|pct)$/u, 'percent', 1],
  [/^(?:сек|секунд\p{L}*|seconds?|secs?)$/u, 'minutes', 1 / 60],
  [/^(?:мин|минут\p{L}*|minutes?|mins?)$/u, 'minutes', 1],
  [/^(?:ч|час|часа|часов|часик\p{L}*|часов\p{L}+|hours?|hrs?|h)$/u, 'minutes', 60],
  [/^(?:день|дня|дней|дн|днев\p{L}+|дни|сутки|суток|суточ\p{L}+|days?)$/u, 'minutes', day],
  [/^(?:недел\p{L}*|нед|weeks?|wks?)$/u, 'minutes', 7 * day],
  [/^(?:месяц\p{L}*|месяч\p{L}+|мес|months?|mo)$/u, 'months', 1],
  [/^(?:год|года|лет|годов\p{L}+|летн\p{L}+|years?|yrs?)$/u, 'months', 12],
  [/^(?:м2|м²|m2|m²|sqm|квадрат\p{L}*|кв)$/u, 'square-meters', 1],
  [/^(?:м|метр\p{L}*|meters?|metres?|m)$/u, 'meters', 1],
  [/^(?:км|километр\p{L}*|km|kilomet\p{L}+)$/u, 'meters', 1000],
  [/^(?:°|°c|градус\p{L}*|degrees?)$/u, 'degrees', 1],
]
/** Scripts without spaces: their letters come one by one. */
const unspaced: readonly (readonly [string, FigureUnit['kind'], number])[] = [
  ['个工作日', 'workdays', 1],
  ['分钟', 'minutes', 1],
  ['个小时', 'minutes', 60],
  ['小时', 'minutes', 60],
  ['天', 'minutes', day],
  ['个星期', 'minutes', 7 * day],
  ['周', 'minutes', 7 * day],
  ['个月', 'months', 1],
  ['年', 'months', 12],
  ['平方米', 'square-meters', 1],
  ['นาที', 'minutes', 1],
  ['ชั่วโมง', 'minutes', 60],
  ['วัน', 'minutes', day],
  ['สัปดาห์', 'minutes', 7 * day],
  ['เดือน', 'months', 1],
  ['ปี', 'months', 12],
  ['เปอร์เซ็นต์', 'percent', 1],
]

/** Reads the unit beside a number; null when the token is none. */
export function readUnit(tokens: readonly Token[], at: number, side: 'before' | 'after'): UnitRead<ScaledUnit> | null {
  const token = tokens[at]
  if (token === undefined || token.kind === 'number') return null
  const currency = findCurrency(token.text) ?? (token.text === 'p' && side === 'after' ? 'RUB' : null)
  if (currency !== null) return { unit: { unit: { kind: 'money', currency }, factor: 1 }, next: at + 1 }
  return side === 'before' ? null : (readWorkdays(tokens, at) ?? readWord(tokens, at) ?? readUnspaced(tokens, at))
}

/** The unit that a column's heading gives to the bare numbers below it: «цена, ₽», "Size m2". */
export function readLabelUnit(tokens: readonly Token[]): ScaledUnit | null {
  for (let at = 0; at < tokens.length; at++) {
    const isSquared = /^[2²]$/.test(tokens[at + 1]?.text ?? '')
    const isLone = !isSquared && /^(?:м|m|ч|h|год|года)$/.test(tokens[at]?.text ?? '')
    const found = isLone ? null : readUnit(tokens, at, 'after')
    if (found !== null) return found.unit
  }
  return tokens.some(({ text }) => /^(?:цен[аы]|стоимост\p{L}+|прайс|prices?|costs?)$/u.test(text)) ? someMoney : null
}

const someMoney: ScaledUnit = { unit: { kind: 'money', currency: null }, factor: 1 }

function readWorkdays(tokens: readonly Token[], at: number): UnitRead<ScaledUnit> | null {
  const isWorking = /^(?:рабоч\p{L}+|working|business|work)$/u.test(tokens[at]?.text ?? '')
  return isWorking && /^(?:д\p{L}+|days?)$/u.test(tokens[at + 1]?.text ?? '')
    ? { unit: { unit: { kind: 'workdays' }, factor: 1 }, next: at + 2 }
    : null
}

function readWord(tokens: readonly Token[], at: number): UnitRead<ScaledUnit> | null {
  // "30-minute", «3-дневный»
  const start = tokens[at]?.text === '-' && tokens[at + 1]?.kind === 'word' ? at + 1 : at
  const text = tokens[start]?.text ?? ''
  const found = patterns.find(([pattern]) => pattern.test(text))
  if (found === undefined) return null
  const [, kind, factor] = found
  // «кв. м», "m 2", «м ²»
  const next = tokens[start + 1]?.text ?? ''
  if (text === 'кв') return { unit: scale('square-meters', 1), next: start + (/^(?:м|метр)/.test(next) ? 2 : 1) }
  const isSquared = kind === 'meters' && factor === 1 && (next === '²' || (next === '2' && tokens[start + 1]?.isGlued))
  return { unit: isSquared ? scale('square-meters', 1) : scale(kind, factor), next: start + (isSquared ? 2 : 1) }
}

function readUnspaced(tokens: readonly Token[], at: number): UnitRead<ScaledUnit> | null {
  if (!/^[\p{Script=Han}\p{Script=Thai}]/u.test(tokens[at]?.text ?? '')) return null
  let joined = ''
  for (let next = at; next < Math.min(tokens.length, at + 10); next++) {
    joined += tokens[next]?.text ?? ''
    const found = unspaced.find(([word]) => word === joined)
    if (found !== undefined) return { unit: scale(found[1], found[2]), next: next + 1 }
  }
  return null
}

function scale(kind: FigureUnit['kind'], factor: number): ScaledUnit {
  return { unit: kind === 'money' ? { kind, currency: null } : { kind }, factor }
}
