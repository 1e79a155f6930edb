import { closedClass, isTransliterated } from './language/latin-words.ts'
import { cyrillicTells, scriptOf } from './language/scripts.ts'

/**
 * The language to answer in, as an IETF primary tag: the message's own where it is clear, otherwise the remembered one; null when neither
 * tells. "ok", "CRM", a link, a brand or a number changes nothing; a sentence does.
 */
export type DetectLanguage = (text: string, remembered: string | null) => string | null

/** The likeliest language of a text in Latin or Cyrillic letters, and how likely it is (0..1); null when it cannot tell. */
export type GuessLanguage = (text: string) => { readonly language: string; readonly likelihood: number } | null

/** Script and letters decide where they can; `guess` is asked about the rest. Without it the rest is ru or en. */
export function createLanguageDetector(guess: GuessLanguage = () => null): DetectLanguage {
  return (text, remembered) => {
    const prose = withoutNames(text)
    const script = scriptOf(prose, remembered)
    if (script.kind === 'none') return remembered
    if (script.kind === 'language') return script.language
    return script.kind === 'cyrillic' ? cyrillic(prose, remembered, guess) : latin(prose, remembered, guess)
  }
}

/** Letters a guess needs: below, fastText is often wrong («дякую» is Russian to it). */
const guessableLetters = 12

/** Links, addresses, mentions and commands are in no language. */
function withoutNames(text: string): string {
  return text
    .slice(0, 1000)
    .replaceAll(/https?:\/\/\S+|www\.\S+|\S+@\S+\.\S+|[@#/]\w+|\S+\.(?:com|ru|net|org|io|me)\S*/gu, ' ')
}

function cyrillic(text: string, remembered: string | null, guess: GuessLanguage): string {
  const told = cyrillicTells(text)
  if (told !== null) return told
  const isCyrillicKnown = remembered !== null && cyrillicLanguages.has(remembered)
  const letters = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const guessed = letters >= guessableLetters ? guess(text) : null
  if (guessed !== null && cyrillicLanguages.has(guessed.language) && guessed.likelihood >= 0.6) return guessed.language
  return isCyrillicKnown ? remembered : 'ru'
}

const cyrillicLanguages = new Set(['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk', 'ky', 'tg', 'mn', 'tt', 'uz'])

function latin(text: string, remembered: string | null, guess: GuessLanguage): string | null {
  if (isTransliterated(text)) return 'ru'
  const words = proseWords(text)
  const letters = words.join('').length
  const english = words.filter(word => closedClass.has(word)).length
  if (remembered === null) return (letters >= 5 ? sure(guess(text), 0.5) : null) ?? (letters > 0 ? 'en' : null)
  const isSentence = words.length >= 3 || (words.length === 2 && english === 2)
  if (!isSentence) return remembered
  if (english >= 2 || (english > 0 && sure(guess(text), 0.5) === 'en')) return 'en'
  return (letters >= guessableLetters ? sure(guess(text), 0.7, 'en') : null) ?? remembered
}

/** Words in lower case that are no brands: not in capitals, and not capitalised within a sentence. */
function proseWords(text: string): readonly string[] {
  const words = text.match(/\p{Script=Latin}+(?:['’]\p{Script=Latin}+)?/gu) ?? []
  return words
    .filter((word, position) => word === 'I' || (position === 0 ? !isAcronym(word) : !/^\p{Lu}/u.test(word)))
    .map(word => word.toLowerCase())
}

function isAcronym(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase()
}

/** English is believed only with an English function word: brands in a row look English. */
function sure(guessed: ReturnType<GuessLanguage>, likelihood: number, except?: string): string | null {
  return guessed !== null && guessed.likelihood >= likelihood && guessed.language !== except ? guessed.language : null
}
