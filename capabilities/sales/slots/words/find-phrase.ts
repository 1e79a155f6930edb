import { foldForSearch, stemWord } from '#shared/utils'
import type { WordLists } from '../../playbook/playbook.ts'
import { deriveOnce } from '../../understanding/memory/derive-once.ts'
import { rememberLatest } from '../../understanding/memory/remember-latest.ts'
import type { Span } from '../slot-kind.ts'

export interface PhraseFound extends Span {
  /** As it stands in the list. */
  readonly phrase: string
  /** A «не», «без», "not" or "without" stands right before it, or one word earlier, and no comma between: «нет, лучше педикюр». */
  readonly isNegated: boolean
}

/**
 * Where the phrases of a playbook's list stand in a text, from left to right, in any form of their words: «бюджет» is found in
 * «бюджетом». The list is compiled once, so it must be the playbook's own object and not a copy.
 */
export function findPhrases(text: string, lists: WordLists): readonly PhraseFound[] {
  const phrases = compile(lists)
  if (phrases.size === 0) return []
  const words = stemWords(text)
  const found: PhraseFound[] = []
  for (const [at, { stem }] of words.entries()) {
    for (const phrase of phrases.get(stem) ?? []) {
      if (phrase.stems.every((wanted, offset) => words[at + offset]?.stem === wanted)) {
        found.push(describe(text, words, { phrase, at }))
      }
    }
  }
  return found
}

interface Phrase {
  readonly written: string
  readonly stems: readonly string[]
}

/**
 * The one word of a list that a text comes near to: a slip of the pen («вилу»), or another word of the same root («переехать» where
 * «переезд» is listed). Null when there is none.
 */
export function findNearWord(text: string, lists: WordLists): Span | null {
  const listed = [...compile(lists).values()].flat().flatMap(({ stems }) => (stems.length === 1 ? stems : []))
  const near = stemWords(text).find(({ stem }) => listed.some(word => isNear(stem, word)))
  return near === undefined ? null : { start: near.start, end: near.end }
}

// Shorter words have too many neighbours: «дом» and «дым», "land" and "lend".
const shortestNear = 5

/** All but one letter in common, or a beginning of five letters and more than half. */
function isNear(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < shortestNear) return false
  const longer = Math.max(one.length, other.length)
  const start = countShared([...one], [...other])
  const end = countShared([...one].reverse(), [...other].reverse())
  return start + end >= longer - 1 || (start >= shortestNear && start / longer > 0.6)
}

function countShared(one: readonly string[], other: readonly string[]): number {
  const first = one.findIndex((letter, at) => letter !== other[at])
  return first === -1 ? one.length : first
}

/** The phrases of a list by their first stem. */
const compile = deriveOnce((lists: WordLists): ReadonlyMap<string, readonly Phrase[]> => {
  const phrases = new Map<string, Phrase[]>()
  for (const written of [...lists.ru, ...lists.en]) {
    const stems = readWords(written).map(word => word.stem)
    const [first] = stems
    if (first !== undefined) phrases.set(first, [...(phrases.get(first) ?? []), { written, stems }])
  }
  return phrases
})

interface StemmedWord extends Span {
  readonly folded: string
  readonly stem: string
}

/** One message is searched for every slot in turn. */
const stemWords = rememberLatest(readWords)

const negations = new Set(['не', 'нет', 'без', 'not', 'no', 'without', "don't", "doesn't", "isn't"])

function readWords(text: string): readonly StemmedWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:['’][a-z]+)?/giu), match => {
    const folded = foldForSearch(match[0]).replaceAll('’', "'")
    return { folded, stem: stemOf(folded), start: match.index, end: match.index + match[0].length }
  })
}

function stemOf(word: string): string {
  return /\p{Script=Cyrillic}/u.test(word)
    ? stemWord('russian', word).replace(fleetingVowel, '')
    : stemWord('english', word)
}

// Snowball leaves «заявок» and «заявка», «звонок» and «звонков» apart.
const fleetingVowel = /(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кнлц]$)/u

function describe(
  text: string,
  words: readonly StemmedWord[],
  { phrase, at }: { readonly phrase: Phrase; readonly at: number },
): PhraseFound {
  const start = words[at]?.start ?? 0
  const end = words[at + phrase.stems.length - 1]?.end ?? start
  const isNegated = words
    .slice(Math.max(0, at - 2), at)
    .some(word => negations.has(word.folded) && !/[,.;:!?–—]/u.test(text.slice(word.end, start)))
  return { phrase: phrase.written, start, end, isNegated }
}
