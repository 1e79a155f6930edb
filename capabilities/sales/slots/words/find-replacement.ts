import { stemWord } from '#shared/utils'
import type { Span } from '../slot-kind.ts'
import { sentenceAround } from './segments.ts'

const edge = '(?<![\\p{L}\\p{N}])'
// The phrase stands right before what is wanted instead.
const wished = new RegExp(
  `${edge}(?:(?:i|we)(?:'|’)?d (?:rather|prefer)|(?:i|we) would (?:rather|prefer)|лучше|тогда уж)(?![\\p{L}\\p{N}])`,
  'giu',
)
// The phrase stands right before what is given up.
const givenUp = new RegExp(
  `${edge}(?:not|no|forget|instead of|rather than|don(?:'|’)t need|не|без|вместо)\\s+(?:about\\s+|про\\s+)?(?:(?:the|a|an|my|that)\\s+)?([\\p{L}]+)`,
  'giu',
)

/**
 * Where the client says what takes the place of a wish they told before («не баннер, лучше плакат», "forget the banner, I'd rather
 * have a poster"): from the words of preference to the end of the sentence. Null when nothing of `known` is given up, or nothing is
 * named instead.
 */
export function findReplacement(text: string, known: string): Span | null {
  if (!givesUp(text, known)) return null
  const [wish] = [...text.matchAll(wished)]
  if (wish === undefined) return null
  const start = wish.index
  const { end } = sentenceAround(text, { start, end: start + wish[0].length })
  const sentence = text.slice(start, end)
  const isNamed = (sentence.slice(wish[0].length).match(/[\p{L}\p{N}]+/gu) ?? []).length > 0
  return isNamed && !sentence.trim().endsWith('?') ? { start, end } : null
}

/** True when the client takes back a word of what they told. */
export function givesUp(text: string, known: string): boolean {
  const words = new Set(listStems(known))
  return [...text.matchAll(givenUp)].some(([, word = '']) => listStems(word).some(stem => words.has(stem)))
}

// Shorter words are mostly «мне» and "the".
const shortestWord = 4

function listStems(text: string): readonly string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/\p{L}+/gu) ?? []
  return words.filter(word => word.length >= shortestWord).map(stem)
}

function stem(word: string): string {
  return stemWord(/[а-я]/.test(word) ? 'russian' : 'english', word)
}
