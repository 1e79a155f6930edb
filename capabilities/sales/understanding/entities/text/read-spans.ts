import { type Bound, readBounds } from './bounds.ts'
import { type Amount, mayBeginAmount, readAmount } from './read-amount.ts'
import { type Period, readPeriod } from './read-period.ts'
import type { Token } from './tokens.ts'

/** What stands beside a number and says what it is: a currency, a noun. `next` is the first token behind it. */
export interface UnitRead<Unit> {
  readonly unit: Unit
  readonly next: number
}

export type ReadUnit<Unit> = (tokens: readonly Token[], at: number, side: 'before' | 'after') => UnitRead<Unit> | null

/** A number or a range with its unit, bounds and period: «от 100 до 300 тысяч рублей в месяц». */
export interface Span<Unit> {
  readonly low: number
  readonly high: number
  readonly isRange: boolean
  readonly bounds: ReadonlySet<Bound>
  readonly isRough: boolean
  readonly unit: Unit | null
  readonly per: Period | null
  readonly multiplier: number
  readonly isShaky: boolean
  readonly isDigits: boolean
  /** Tokens `from`..`to` (exclusive) are the whole; `numberAt` is the first token of the number or its unit. */
  readonly from: number
  readonly numberAt: number
  readonly to: number
}

interface Side<Unit> extends Amount {
  readonly unit: Unit | null
  /** "500+ employees": the plus stands between the number and its unit. */
  readonly isOpen: boolean
}

/** Every span of the text, from left to right, none overlapping. */
export function readSpans<Unit>(tokens: readonly Token[], readUnit: ReadUnit<Unit>): readonly Span<Unit>[] {
  if (!tokens.some(mayBeginAmount)) return []
  const spans: Span<Unit>[] = []
  let floor = 0
  for (let at = 0; at < tokens.length; ) {
    const span = readSpan(tokens, at, readUnit)
    if (span === null) at++
    else {
      // A word between two numbers bounds only one of them.
      spans.push({ ...span, from: Math.max(span.from, floor) })
      floor = at = Math.max(span.to, at + 1)
    }
  }
  return spans
}

function readSpan<Unit>(tokens: readonly Token[], at: number, readUnit: ReadUnit<Unit>): Span<Unit> | null {
  const first = readSide(tokens, at, readUnit)
  if (first === null) return null
  const pair = readSecond(tokens, at, first, readUnit) ?? { low: first, high: first }
  const numbersTo = pair.high.next
  const { bounds, from, to } = readBounds(tokens, at, numbersTo)
  const period = readPeriod(tokens, from, to)
  return {
    low: pair.low.value,
    high: pair.high.value,
    isRange: pair.low !== pair.high,
    bounds: pair.high.isOpen ? new Set([...bounds, 'min' as const]) : bounds,
    isRough: first.isRough,
    unit: pair.high.unit ?? pair.low.unit,
    per: period.per,
    multiplier: pair.high.multiplier,
    isShaky: pair.high.isShaky,
    isDigits: first.isDigits,
    from: includeRangeWord(tokens, period.from, pair.low !== pair.high),
    numberAt: at,
    to: period.to,
  }
}

/** An amount with a unit before it, behind it, or neither. */
function readSide<Unit>(tokens: readonly Token[], at: number, readUnit: ReadUnit<Unit>): Side<Unit> | null {
  const ahead = readUnit(tokens, at, 'before')
  const first = tokens[ahead?.next ?? at]
  if (first === undefined || !mayBeginAmount(first)) return null
  const amount = readAmount(tokens, ahead?.next ?? at)
  if (amount === null) return null
  const isOpen = tokens[amount.next]?.text === '+' && readUnit(tokens, amount.next + 1, 'after') !== null
  const behind = readUnit(tokens, amount.next + (isOpen ? 1 : 0), 'after')
  return { ...amount, isOpen, unit: behind?.unit ?? ahead?.unit ?? null, next: behind?.next ?? amount.next }
}

function readSecond<Unit>(
  tokens: readonly Token[],
  at: number,
  low: Side<Unit>,
  readUnit: ReadUnit<Unit>,
): { readonly low: Side<Unit>; readonly high: Side<Unit> } | null {
  const connector = tokens[low.next]?.text ?? ''
  const isBetween = /^(?:между|between|from)$/.test(tokens[at - 1]?.text ?? '')
  const joins = /^(?:-|~|до|to|или|or|至|到|ถึง)$/.test(connector) || (isBetween && /^(?:и|and)$/.test(connector))
  const second = joins ? readSide(tokens, low.next + 1, readUnit) : null
  const high = low.isInverted && second?.multiplier === 1 ? multiply(second, low.multiplier) : second
  if (high === null) return null
  const value = shareMultiplier(low, high)
  return value > high.value ? null : { low: { ...low, value }, high }
}

function multiply<Unit>(side: Side<Unit>, multiplier: number): Side<Unit> {
  return { ...side, value: side.value * multiplier, multiplier }
}

/** «100-300 тысяч» is 100,000 to 300,000; in «500 до 1 млн» the first can only be thousands. */
function shareMultiplier(low: Amount, high: Amount): number {
  if (low.multiplier > 1 || low.value >= 1000) return low.value
  for (const multiplier of [high.multiplier, high.multiplier / 1e3]) {
    if (multiplier >= 1 && low.value * multiplier <= high.value) return low.value * multiplier
  }
  return low.value
}

function includeRangeWord(tokens: readonly Token[], from: number, isRange: boolean): number {
  return isRange && /^(?:между|between|с)$/.test(tokens[from - 1]?.text ?? '') ? from - 1 : from
}
