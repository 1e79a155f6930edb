import { foldForSearch } from '#shared/utils'
import type { Engine } from '../connect.ts'

/** What somebody looks for, in the words of an index. */
export interface SearchTerms {
  /** For names and contacts: every word may be the beginning of a longer one. */
  readonly people: string
  /** For texts: short words must stand there as they are, or half of all messages would match. */
  readonly texts: string
}

const longestQuery = 300
const mostWords = 10
const longestWord = 60
const shortestPrefix = 3

/**
 * Reads what was typed into a search box; any text will do. Null when it holds neither a letter nor a digit: nothing can match.
 * All words must be found; a phone number is found however either side has spaced it.
 */
export function parseSearch(text: string, engine: Engine): SearchTerms | null {
  const folded = foldForSearch(text.slice(0, longestQuery))
  const found = folded.match(/[\p{L}\p{N}]+/gu) ?? []
  const words = [...new Set(found)].slice(0, mostWords).map(word => [...word].slice(0, longestWord).join(''))
  if (words.length === 0) return null
  const { term, and, or } = languages[engine]
  const build = (shortest: number): string => {
    const all = words.map(word => term(word, [...word].length >= shortest)).join(and)
    const phone = readPhone(folded)
    return phone === null ? all : `${term(phone, true)}${or}(${all})`
  }
  return { people: build(1), texts: build(shortestPrefix) }
}

/** The digits of a text that is a phone number or the end of one; the last ten, because its beginning is written in many ways. */
function readPhone(text: string): string | null {
  if (!/^[\d\s()+.-]+$/u.test(text)) return null
  const digits = text.replaceAll(/\D/gu, '')
  return digits.length < 5 ? null : digits.slice(-10)
}

// Words hold letters and digits only, so there is nothing in them to escape.
const languages = {
  sqlite: { term: (word: string, isPrefix: boolean) => `"${word}"${isPrefix ? '*' : ''}`, and: ' AND ', or: ' OR ' },
  postgres: { term: (word: string, isPrefix: boolean) => `'${word}'${isPrefix ? ':*' : ''}`, and: ' & ', or: ' | ' },
} as const
