import type { IntentDefinition } from '../../playbook/playbook.ts'
import { deriveOnce } from '../memory/derive-once.ts'
import { buildLexicon, findPhrases, type Lexicon } from './phrases/find-phrases.ts'
import { readWords } from './phrases/read-words.ts'

/**
 * What the message is about: the intent of which it says most words, in any of their inflected forms ("email" is not "ai", «домен»
 * not «дом»). A message that says none keeps `current`, with confidence 0.5; null when there is none either. One word gives 0.7, more
 * give up to 0.95, and words of several intents lower it.
 */
export function readIntent(
  text: string,
  intents: readonly IntentDefinition[],
  current: string | null,
): { readonly name: string; readonly confidence: number } | null {
  const found = findPhrases(readWords(text.slice(0, 4000)), lexiconOf(intents)).filter(phrase => !phrase.isNegated)
  const scores = intents.map(({ name, isSale }) => ({
    name,
    isSale,
    // A phrase of several words is surer than one word.
    score: found
      .filter(({ meaning }) => meaning === name)
      .reduce((sum, { first, last }) => sum + 1 + (last - first), 0),
  }))
  const total = scores.reduce((sum, { score }) => sum + score, 0)
  if (total === 0) return current === null ? null : { name: current, confidence: 0.5 }
  const preference = (entry: (typeof scores)[number]): number =>
    (entry.isSale ? 0.2 : 0) + (entry.name === current ? 0.1 : 0)
  const best = scores.reduce((most, entry) =>
    entry.score > 0 && entry.score + preference(entry) > most.score + preference(most) ? entry : most,
  )
  const share = best.score / total
  return { name: best.name, confidence: Math.min(0.95, (0.6 + 0.1 * Math.min(best.score, 4)) * (0.5 + share / 2)) }
}

const lexiconOf = deriveOnce((intents: readonly IntentDefinition[]): Lexicon<string> => {
  const lists = intents.map(({ name, words }) => ({
    meaning: name,
    lines: [...words.ru, ...words.en].map(toLine).filter(line => line !== ''),
  }))
  return buildLexicon([lists])
})

/** An owner writes words, not our notation. */
function toLine(phrase: string): string {
  return readWords(phrase)
    .map(word => word.text)
    .join(' ')
}
