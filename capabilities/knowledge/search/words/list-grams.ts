const size = 4

/**
 * The parts of a word that other forms of it share, and misspelt ones: runs of four characters with the beginning marked; for
 * Chinese pairs of characters. Empty where the word is too short for it to mean anything.
 */
export function listGrams(word: string): readonly string[] {
  if (/^\p{N}+$/u.test(word)) return []
  const isHan = /^\p{Script=Han}/u.test(word)
  const padded = isHan ? word : `_${word}`
  const width = isHan ? 2 : size
  const grams = new Set<string>()
  for (let at = 0; at + width <= padded.length; at++) grams.add(padded.slice(at, at + width))
  return [...grams]
}
