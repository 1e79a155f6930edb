import type { NamedMention } from '../reading.ts'
import { findNameCue, type NameCue } from './names/find-name-cue.ts'
import { gradeName } from './names/grade-name.ts'
import { foldEvenly } from './text/fold-evenly.ts'
import { givenNames } from './words/given-names.ts'
import { plainWords } from './words/plain-words.ts'
import { readWords, type Word } from './words/words.ts'

export interface NameOptions {
  /** The client's name has just been asked for. */
  readonly isAsked: boolean
}

/**
 * The writer's own name: «меня зовут анна», "I'm Kate from Acme", a lone «Анна». The value is in title case. An unknown
 * capitalised word counts only as an answer, with confidence below 0.8. Null when the message names nobody. Never throws.
 */
export function readName(text: string, { isAsked }: NameOptions = { isAsked: false }): NamedMention | null {
  const folded = foldEvenly(text)
  const words = readWords(text, folded)
  for (const cue of findNameCue(folded)) {
    const name = takeName(words, cue)
    if (name !== null) return toMention(text, name, gradeName(name, cue.strength))
  }
  return readLoneName(text, words, isAsked)
}

/** The name that stands right behind the cue: one to three words. */
function takeName(words: readonly Word[], cue: NameCue): readonly Word[] | null {
  const at = words.findIndex(word => word.start >= cue.end)
  const name = extend(words, at)
  const surname = words[at + 1]
  // "my name is john smith": the one word that is left of the clause is the surname.
  const isRest =
    name.length === 1 && cue.strength === 'strong' && surname?.isAdjacent === true && !words[at + 2]?.isAdjacent
  const whole = isRest && !plainWords.has(surname.folded) ? [...name, surname] : name
  return [whole, name].find(candidate => gradeName(candidate, cue.strength) > 0) ?? null
}

/** The word at `at` and the surname, patronymic or given name behind it. */
function extend(words: readonly Word[], at: number): readonly Word[] {
  const first = words[at]
  if (first === undefined) return []
  const name = [first]
  for (const word of words.slice(at + 1, at + 3)) {
    if (!word.isAdjacent || plainWords.has(word.folded)) break
    if (!looksLikeSurname(word, first)) break
    name.push(word)
  }
  return name
}

const surnameEnding =
  /..(?:ов|ова|ев|ева|ин|ина|ский|ская|цкий|цкая|енко|чук|юк|ян|дзе|швили|вич|вна|ична|ых|ко)$|..(?:ov|ova|ev|eva|sky|skaya|enko|son|man|ski)$/

function looksLikeSurname(word: Word, first: Word): boolean {
  if (givenNames.has(word.folded) && !givenNames.has(first.folded)) return true
  if (word.isCapitalised && first.isCapitalised) return true
  return givenNames.has(first.folded) && surnameEnding.test(word.folded)
}

/** «Анна», «Соколов Дмитрий», «да, Сергей», «Анна, компания Ромашка»: the message, or its first clause, is the name. */
function readLoneName(text: string, words: readonly Word[], isAsked: boolean): NamedMention | null {
  const at = words.findIndex(word => !plainWords.has(word.folded))
  if (at === -1 || at > 4 || (!isAsked && at > 0)) return null
  const name = extend(words, at)
  const end = name.at(-1)?.end ?? 0
  const rest = text.slice(end).trim()
  if (!isAsked) return /^[.!)]?$/.test(rest) ? toLoneMention(text, name, words, false) : null
  const isClause = /^(?:$|[.,!;:()\n+\d-]|из |from |here|с компании)/i.test(rest)
  return isClause ? toLoneMention(text, name, words, true) : null
}

function toLoneMention(
  text: string,
  name: readonly Word[],
  words: readonly Word[],
  isAsked: boolean,
): NamedMention | null {
  const grade = gradeName(name, isAsked ? 'asked' : 'none')
  // «Здравствуйте, Анна»: more likely the one who is greeted.
  const isGreeting =
    /^(?:привет|здравствуй|добр|hi$|hello$|hey$|good$)/.test(words[0]?.folded ?? '') && words[0] !== name[0]
  return grade === 0 ? null : toMention(text, name, isGreeting ? Math.min(grade, 0.65) : grade)
}

function toMention(text: string, name: readonly Word[], confidence: number): NamedMention {
  const index = name[0]?.start ?? 0
  const value = name.map(word => titleCase(word.text)).join(' ')
  return { text: text.slice(index, name.at(-1)?.end), index, confidence, value }
}

/** «анна-мария» → «Анна-Мария»; McKenzie keeps its capitals. */
function titleCase(word: string): string {
  const isShouted = word === word.toUpperCase() && word.length > 1
  const base = isShouted ? word.toLowerCase() : word
  return base.replace(/(?<=^|-)\p{Ll}/gu, letter => letter.toUpperCase())
}
