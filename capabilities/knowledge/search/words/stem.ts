import { stemWord } from '#shared/utils'

/** What is left of a folded word without its ending: Snowball for Cyrillic and Latin letters, other scripts as they are. */
export function stem(word: string): string {
  if (/^[а-я]+$/.test(word)) return stemWord('russian', word)
  return /^[a-z]+$/.test(word) ? stemWord('english', word) : word
}
