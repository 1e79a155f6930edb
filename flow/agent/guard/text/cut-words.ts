import { foldEvenly } from '#capabilities/sales'

/** A folded word, and where it stands in the text that it was cut from. */
export interface CutWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The words of a text. Markup and invisible characters within a word belong to it, and are not spelt. */
export function cutWords(text: string): readonly CutWord[] {
  const folded = foldEvenly(text)
  const words: CutWord[] = []
  let start = -1
  let isSpeltOut = true
  for (let index = 0; index <= folded.length; index++) {
    const role = index === folded.length ? 'parts' : roleAt(folded, index)
    if (start < 0 && role === 'spells') start = index
    else if (start >= 0 && role === 'hides') isSpeltOut = false
    else if (start >= 0 && role === 'parts') {
      const cut = folded.slice(start, index)
      words.push({ word: isSpeltOut ? cut : cut.replace(hidden, ''), start, end: index })
      start = -1
      isSpeltOut = true
    }
  }
  return words
}

/** A mark (an accent) belongs to the letter before it, and begins no word. */
type Role = 'spells' | 'marks' | 'hides' | 'parts'

const hidden = /[\p{Cf}*_~`]/gu
// A prompt has thousands of characters, and a pattern would look each of them up in the tables of the world's letters.
const roles = new Map<number, Role>()

function roleAt(text: string, index: number): Role {
  const code = text.charCodeAt(index)
  if (code >= 0xd800 && code <= 0xdfff) return roleOfPair(text, index)
  const known = roles.get(code)
  if (known !== undefined) return known
  const role = findRole(String.fromCharCode(code))
  roles.set(code, role)
  return role
}

/** Both halves of a surrogate pair do what the pair does. */
function roleOfPair(text: string, index: number): Role {
  const whole = text.codePointAt(index) ?? 0
  return findRole(String.fromCodePoint(whole > 0xffff ? whole : (text.codePointAt(index - 1) ?? 0)))
}

function findRole(sign: string): Role {
  if (/[\p{L}\p{N}]/u.test(sign)) return 'spells'
  if (/\p{M}/u.test(sign)) return 'marks'
  return /[\p{Cf}*_~`]/u.test(sign) ? 'hides' : 'parts'
}
