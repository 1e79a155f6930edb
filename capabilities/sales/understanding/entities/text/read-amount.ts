import { readMultiplier } from './multipliers.ts'
import { numberWords } from './number-words.ts'
import type { Token } from './tokens.ts'

/** A number with its multiplier: «300 тыс», «полтора миллиона», "two grand", 15. */
export interface Amount {
  /** Multiplied. */
  readonly value: number
  /** 1 when none was said. */
  readonly multiplier: number
  /** The multiplier is one letter that may as well be a unit: 5m, 300т. */
  readonly isShaky: boolean
  /** «пара», "a couple": about that many. */
  readonly isRough: boolean
  readonly isDigits: boolean
  /** The multiplier stands before the number, and is that of a whole range: «тысяч 150-200». */
  readonly isInverted: boolean
  /** Index of the first token behind it. */
  readonly next: number
}

/** Whether an amount may begin with this token: most messages hold none, and need not be searched for units. */
export function mayBeginAmount({ kind, text }: Token): boolean {
  return kind === 'number' || (kind === 'word' && (numberWords.has(text) || fractionOrMultiplier.test(text)))
}

const fractionOrMultiplier = /^(?:a$|half$|quarter$|couple$|million$|пол|пар[ау]$|тысяч|тыщ|миллион|млн$|лям)/

interface Base {
  readonly value: number
  readonly next: number
  readonly isRough: boolean
  readonly isDigits: boolean
}

/** Reads the amount that begins at token `at`; null when none does. A multiplier alone («миллион») is one of it. */
export function readAmount(tokens: readonly Token[], at: number): Amount | null {
  const inverted = readInverted(tokens, at)
  if (inverted !== null) return inverted
  const base = readBase(tokens, at) ?? readLoneMultiplier(tokens, at)
  if (base === null) return null
  const half = addHalf(tokens, base.next)
  const multiplier = readMultiplier(tokens, half.next)
  const value = base.value + half.value
  if (multiplier === null) return { ...base, value, multiplier: 1, isShaky: false, isInverted: false, next: half.next }
  const whole: Amount = { ...base, ...multiplier, value: clean(value * multiplier.multiplier), isInverted: false }
  return addRest(tokens, addHalfOfMultiplier(tokens, whole))
}

/** «тысяч 300», «тысяч триста»: about so many thousand. */
function readInverted(tokens: readonly Token[], at: number): Amount | null {
  if (!/^(?:тысяч|тыщ|миллионов|лямов)$/.test(tokens[at]?.text ?? '')) return null
  const multiplier = readMultiplier(tokens, at)
  const base = multiplier === null ? null : readBase(tokens, at + 1)
  if (multiplier === null || base === null || readMultiplier(tokens, base.next) !== null) return null
  return {
    ...base,
    ...multiplier,
    value: base.value * multiplier.multiplier,
    isRough: true,
    isInverted: true,
    next: base.next,
  }
}

function readBase(tokens: readonly Token[], at: number): Base | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.kind === 'number') {
    const isHundreds = tokens[at + 1]?.text === 'hundred'
    return { ...one, value: token.value * (isHundreds ? 100 : 1), next: at + (isHundreds ? 2 : 1), isDigits: true }
  }
  return token.kind === 'word' ? (readFraction(tokens, at) ?? readWords(tokens, at)) : null
}

const fractions: readonly (readonly [phrase: readonly string[], value: number, isRough: boolean])[] = [
  [['полтора'], 1.5, false],
  [['полторы'], 1.5, false],
  [['полутора'], 1.5, false],
  [['пара'], 2, true],
  [['пару'], 2, true],
  [['пол', '-'], 0.5, false],
  [['пол'], 0.5, false],
  [['half', 'a'], 0.5, false],
  [['half', 'an'], 0.5, false],
  [['half'], 0.5, false],
  [['quarter', 'of', 'a'], 0.25, false],
  [['quarter'], 0.25, false],
  [['a', 'couple', 'of'], 2, true],
  [['couple', 'of'], 2, true],
  [['a', 'couple'], 2, true],
  [['couple'], 2, true],
  [['a', 'dozen'], 12, false],
  [['a', 'hundred'], 100, false],
]

function readFraction(tokens: readonly Token[], at: number): Base | null {
  const found = fractions.find(([phrase]) => phrase.every((word, offset) => tokens[at + offset]?.text === word))
  if (found === undefined) return null
  const next = at + found[0].length
  // "half of them" and "a couple" of nothing are no numbers.
  if (tokens[next]?.kind !== 'word') return null
  return { value: found[1], next, isRough: found[2], isDigits: false }
}

function readWords(tokens: readonly Token[], at: number): Base | null {
  let value = 0
  let rank = 4
  let next = at
  for (;;) {
    const word = numberWords.get(tokens[next]?.text ?? '')
    if (word === undefined || word.rank >= rank || (rank === 2 && value % 100 < 20)) break
    value += word.value
    rank = word.rank
    next++
    if (tokens[next]?.text === 'hundred') {
      value *= 100
      rank = 3
      next++
    }
    const isJoined = tokens[next]?.text === 'and' || (tokens[next]?.text === '-' && rank === 2)
    const following = numberWords.get(tokens[next + 1]?.text ?? '')
    if (isJoined && following !== undefined && following.rank < rank && (rank === 3 || value % 100 >= 20)) next++
  }
  return next === at ? null : { value, next, isRough: false, isDigits: false }
}

/** «полмиллиона» is one word; «миллион», «лям» and "a million" say one without a number. */
function readLoneMultiplier(tokens: readonly Token[], at: number): Base | null {
  const word = tokens[at]?.text ?? ''
  if (/^пол(?:миллиона|ляма|лимона|млн|тысячи)$/.test(word)) return { ...one, value: 0.5, next: at }
  const isArticle = word === 'a' && readMultiplier(tokens, at + 1) !== null
  if (isArticle) return { ...one, next: at + 1 }
  return /^(?:тысяч[аиу]|миллиона?|млн|ляма?|million)$/.test(word) ? { ...one, next: at } : null
}

const one: Omit<Base, 'next'> = { value: 1, isRough: false, isDigits: false }

function addHalf(tokens: readonly Token[], at: number): { readonly value: number; readonly next: number } {
  if (tokens[at]?.text === 'с' && tokens[at + 1]?.text === 'половиной') return { value: 0.5, next: at + 2 }
  const isHalf = ['and', 'a', 'half'].every((word, offset) => tokens[at + offset]?.text === word)
  return isHalf ? { value: 0.5, next: at + 3 } : { value: 0, next: at }
}

/** «миллион с половиной», "a million and a half". */
function addHalfOfMultiplier(tokens: readonly Token[], amount: Amount): Amount {
  const half = addHalf(tokens, amount.next)
  return { ...amount, value: amount.value + half.value * amount.multiplier, next: half.next }
}

/** «1 млн 200 тысяч» is one sum. */
function addRest(tokens: readonly Token[], amount: Amount): Amount {
  const base = readBase(tokens, amount.next)
  const multiplier = base === null ? null : readMultiplier(tokens, base.next)
  if (base === null || multiplier === null) return amount
  const rest = base.value * multiplier.multiplier
  return rest < amount.multiplier ? { ...amount, value: amount.value + rest, next: multiplier.next } : amount
}

/** 1.1 × 1,000,000 is 1,100,000.0000000001 in binary. */
function clean(value: number): number {
  return Number(value.toPrecision(12))
}
