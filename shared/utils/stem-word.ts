import snowball from 'snowball-stemmers'

const stemmers = { english: snowball.newStemmer('english'), russian: snowball.newStemmer('russian') }

// Words of a language repeat: stemming one takes 5 to 30 µs, looking it up a hundredth of that. 8,000 stems hold about 1 MB.
const maxRemembered = 8_000
// No word is longer; a run of letters that is, is a text, and texts are not kept.
const longestRemembered = 32
const remembered = { english: new Map<string, string>(), russian: new Map<string, string>() }

/** What Snowball leaves of a folded word without its ending. */
export function stemWord(language: keyof typeof stemmers, word: string): string {
  const stems = remembered[language]
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = stemmers[language].stem(word)
  if (word.length > longestRemembered) return stem
  if (stems.size >= maxRemembered) stems.clear()
  stems.set(word, stem)
  return stem
}
