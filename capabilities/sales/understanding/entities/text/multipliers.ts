import type { Token } from './tokens.ts'

export interface Multiplier {
  readonly multiplier: number
  readonly isShaky: boolean
  readonly next: number
}

const words: readonly (readonly [RegExp, number])[] = [
  [/^(?:пол)?(?:тысяч\p{L}{0,2}|тыщ[аиу]?|тыс|тыр)$/u, 1e3],
  [/^(?:косар[ьяей]{1,2}|thousands?|grand|千|พัน)$/u, 1e3],
  [/^(?:万|หมื่น)$/u, 1e4],
  [/^แสน$/u, 1e5],
  [/^(?:пол)?(?:миллион\p{L}{0,3}|милион\p{L}{0,3}|млн|лям\p{L}{0,2}|лимон(?:а|ов)?)$/u, 1e6],
  [/^(?:кк|kk|million|millions|milion|mln|mil|mio|百万|ล้าน)$/u, 1e6],
  [/^亿$/u, 1e8],
  [/^(?:миллиард\p{L}{0,3}|млрд|billions?|bn)$/u, 1e9],
]
const letters: ReadonlyMap<string, number> = new Map([
  ['к', 1e3],
  ['k', 1e3],
  ['т', 1e3],
  ['м', 1e6],
  ['m', 1e6],
])

/** Reads the multiplier at token `at`; null when there is none. */
export function readMultiplier(tokens: readonly Token[], at: number): Multiplier | null {
  const token = tokens[at]
  if (token?.kind !== 'word') return null
  const letter = letters.get(token.text)
  if (letter !== undefined) return readLetter(tokens, at, letter)
  const found = words.find(([pattern]) => pattern.test(token.text))
  return found === undefined ? null : { multiplier: found[1], isShaky: false, next: at + 1 }
}

function readLetter(tokens: readonly Token[], at: number, multiplier: number): Multiplier | null {
  const token = tokens[at]
  if (token === undefined || tokens[at - 1]?.kind !== 'number') return null
  const isThousand = token.text === 'к' || token.text === 'k'
  // «пришли 5 к нам»: with a space the letter is a preposition, unless nothing comes after it that it could govern.
  const after = tokens[at + 1]
  const isAlone =
    after === undefined || after.kind !== 'word' || /^(?:р|руб\p{L}*|долл\p{L}*|usd|rub)$/u.test(after.text)
  if (!token.isGlued && !isAlone) return null
  if (!token.isGlued && !isThousand && after?.kind !== 'word') return null
  return { multiplier, isShaky: !isThousand, next: at + 1 }
}
