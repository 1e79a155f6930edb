/**
 * The parts of a word that other forms of it share, and misspelt ones: runs of four characters with the beginning marked. Chinese and
 * Thai words share parts («拔牙», «智齿拔除») and are cut in more ways than one, so theirs are unmarked: the characters and their
 * pairs, and runs of three. Empty where the word is too short for it to mean anything.
 */
export function listGrams(word: string): readonly string[] {
  if (/^\p{N}+$/u.test(word)) return []
  if (/^\p{Script=Han}/u.test(word)) return [...new Set([...word, ...listRuns(word, 2)])]
  return [...new Set(/^\p{Script=Thai}/u.test(word) ? listRuns(word, 3) : listRuns(`_${word}`, 4))]
}

function listRuns(text: string, width: number): readonly string[] {
  const runs: string[] = []
  for (let at = 0; at + width <= text.length; at++) runs.push(text.slice(at, at + width))
  return runs
}
