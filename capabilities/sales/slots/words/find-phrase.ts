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
  const words = stemText(text)
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

const stemmedPhrases = new Map<string, readonly StemmedWord[]>()
const maxPhrases = 5000

/** A playbook's phrases are few and looked for in every message. */
function stemPhrase(phrase: string): readonly StemmedWord[] {
  const known = stemmedPhrases.get(phrase)
  if (known !== undefined) return known
  if (stemmedPhrases.size >= maxPhrases) stemmedPhrases.clear()
  const words = readWords(phrase)
  stemmedPhrases.set(phrase, words)
  return words
}

let latest: { readonly text: string; readonly words: readonly StemmedWord[] } = { text: '', words: [] }

/** One message is searched for every slot in turn, so the latest is kept; more would be a client's words kept in memory. */
function stemText(text: string): readonly StemmedWord[] {
  if (latest.text !== text) latest = { text, words: readWords(text) }
  return latest.words
}

function readWords(text: string): readonly StemmedWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:['’][a-z]+)?/giu), match => {
    const folded = foldForSearch(match[0]).replaceAll('’', "'")
    return { folded, stem: stemOf(folded), start: match.index, end: match.index + match[0].length }
  })
}

function stemOf(word: string): string {
  return (/\p{Script=Cyrillic}/u.test(word) ? russian : english).stem(word)
}

function findOne(words: readonly StemmedWord[], phrase: string): readonly PhraseFound[] {
  const wanted = stemPhrase(phrase)
  const first = wanted.length === 0 ? [] : words.keys()
  return Array.from(first).flatMap(at => {
    if (!wanted.every((word, offset) => words[at + offset]?.stem === word.stem)) return []
    const last = words[at + wanted.length - 1]
    const start = words[at]?.start ?? 0
    const isNegated = words.slice(Math.max(0, at - 2), at).some(word => negations.has(word.folded))
    return [{ phrase, start, end: last?.end ?? start, isNegated }]
  })
}
