import snowball from 'snowball-stemmers'
import { foldForSearch } from '#shared/utils'
import type { WordLists } from '../../playbook/playbook.ts'
import type { Span } from '../slot-kind.ts'

export interface PhraseFound extends Span {
  /** As it stands in the list. */
  readonly phrase: string
  /** A «не», «без», "not" or "without" stands right before it, or one word earlier. */
  readonly isNegated: boolean
}

/** Where the phrases of a playbook's list stand in a text, in any form of their words: «бюджет» is found in «бюджетом». */
export function findPhrases(text: string, lists: WordLists): readonly PhraseFound[] {
  const words = stemWords(text)
  return [...lists.ru, ...lists.en]
    .flatMap(phrase => findOne(words, phrase))
    .sort((one, other) => one.start - other.start)
}

interface StemmedWord extends Span {
  readonly folded: string
  readonly stem: string
}

const russian = snowball.newStemmer('russian')
const english = snowball.newStemmer('english')
const negations = new Set(['не', 'нет', 'без', 'not', 'no', 'without', "don't", "doesn't", "isn't"])

function stemWords(text: string): readonly StemmedWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:['’][a-z]+)?/giu), match => {
    const folded = foldForSearch(match[0]).replaceAll('’', "'")
    return { folded, stem: stemOf(folded), start: match.index, end: match.index + match[0].length }
  })
}

const stems = new Map<string, string>()
const maxStems = 20_000

/** A playbook's words are looked for in every message, so their stems are kept. */
function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = (/\p{Script=Cyrillic}/u.test(word) ? russian : english).stem(word)
  if (stems.size >= maxStems) stems.clear()
  stems.set(word, stem)
  return stem
}

function findOne(words: readonly StemmedWord[], phrase: string): readonly PhraseFound[] {
  const wanted = stemWords(phrase)
  const first = wanted.length === 0 ? [] : words.keys()
  return Array.from(first).flatMap(at => {
    if (!wanted.every((word, offset) => words[at + offset]?.stem === word.stem)) return []
    const last = words[at + wanted.length - 1]
    const start = words[at]?.start ?? 0
    const isNegated = words.slice(Math.max(0, at - 2), at).some(word => negations.has(word.folded))
    return [{ phrase, start, end: last?.end ?? start, isNegated }]
  })
}
