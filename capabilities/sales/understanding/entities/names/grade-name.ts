import { everydayNames, givenNames } from '../words/given-names.ts'
import { placeNames } from '../words/places.ts'
import { plainWords } from '../words/plain-words.ts'
import type { Word } from '../words/words.ts'
import type { CueStrength } from './find-name-cue.ts'

// No name ends like a Russian infinitive or a verb of the second person, nor like an English gerund.
const verbEnding = /(?:ть|ться|ешь|ите|ете|ется|ится|ация|ение|ость|ing|tion|ment)$/
const legalForm = /^(?:ооо|оао|зао|пао|ао|ип|тоо|гк|llc|ltd|inc|gmbh|corp)$/

/** How likely the words are a person's name after such a cue: 0 (no name) to 1. */
export function gradeName(words: readonly Word[], strength: CueStrength): number {
  const first = words[0]
  if (first === undefined || words.some(isNoName)) return 0
  const known = words.find(word => givenNames.has(word.folded))
  if (known !== undefined) return gradeKnown(known, words.length, strength)
  return gradeUnknown(words, strength)
}

function isNoName(word: Word): boolean {
  if (givenNames.has(word.folded)) return false
  return plainWords.has(word.folded) || placeNames.has(word.folded) || legalForm.test(word.folded)
}

function gradeKnown(known: Word, length: number, strength: CueStrength): number {
  const isDoubtful = everydayNames.has(known.folded) && length === 1
  if (strength === 'strong') return 0.95
  if (strength === 'asked') return isDoubtful && !known.isCapitalised ? 0.7 : 0.9
  if (strength === 'weak') return isDoubtful ? (known.isCapitalised ? 0.8 : 0) : known.isCapitalised ? 0.9 : 0.8
  return isDoubtful ? 0 : 0.75
}

function gradeUnknown(words: readonly Word[], strength: CueStrength): number {
  const isCapitalised = words.every(word => word.isCapitalised)
  const isVerb = words.some(word => verbEnding.test(word.folded))
  const isTooShort = words.some(word => word.folded.length < 2)
  if (isVerb || isTooShort) return 0
  if (strength === 'strong') return isCapitalised ? 0.85 : 0.65
  if (!isCapitalised || words.some(isShouted)) return 0
  if (strength === 'asked') return words.length > 1 ? 0.7 : 0.6
  return strength === 'weak' && words.length > 1 ? 0.65 : 0
}

/** «CRM», "IBM": an abbreviation. */
function isShouted(word: Word): boolean {
  return word.text === word.text.toUpperCase()
}
