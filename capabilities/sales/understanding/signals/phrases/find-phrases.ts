import { negators, type Phrase, parsePhrase, type Step } from './phrase.ts'
import type { Word } from './read-words.ts'
import type { WordForm } from './word-form.ts'

/** A phrase found: words `first`..`last` of the message. */
export interface Found<Meaning> {
  readonly meaning: Meaning
  readonly first: number
  readonly last: number
  /** A negation before it reaches it: «не хочу созваниваться». */
  readonly isNegated: boolean
  /** It fills its clause, and the clause asks: «да?». */
  readonly isWholeQuestion: boolean
}

/** Lines (see `parsePhrase`) that mean the same. */
export interface PhraseList<Meaning> {
  readonly meaning: Meaning
  readonly lines: readonly string[]
}

/** A phrase and the number of its topic. */
interface Entry<Meaning> {
  readonly phrase: Phrase<Meaning>
  readonly topic: number
}

/** Phrases by what their first word may be, so that a message is compared with few of them. */
export interface Lexicon<Meaning> {
  readonly byWord: ReadonlyMap<string, readonly Entry<Meaning>[]>
  /** By two or three letters. */
  readonly byBeginning: ReadonlyMap<string, readonly Entry<Meaning>[]>
}

/** A phrase hides the shorter ones within it only in its own topic, where they compete for the same reading. */
export function buildLexicon<Meaning>(topics: readonly (readonly PhraseList<Meaning>[])[]): Lexicon<Meaning> {
  const byWord = new Map<string, Entry<Meaning>[]>()
  const byBeginning = new Map<string, Entry<Meaning>[]>()
  for (const [topic, lists] of topics.entries()) {
    for (const phrase of lists.flatMap(list => list.lines.map(line => parsePhrase(line, list.meaning)))) {
      const firsts = firstForms(phrase)
      const entry = { phrase, topic }
      file(
        byWord,
        entry,
        firsts.filter(form => form.isWhole),
      )
      file(
        byBeginning,
        entry,
        firsts.filter(form => !form.isWhole),
      )
    }
  }
  return { byWord, byBeginning }
}

/**
 * Every phrase of the lexicon in these words, topic by topic. A phrase within a longer one is not reported: «без проблем» is no
 * «проблема», and «нет времени» no «нет».
 */
export function findPhrases<Meaning>(
  words: readonly Word[],
  { byWord, byBeginning }: Lexicon<Meaning>,
): readonly Found<Meaning>[] {
  const found: (Found<Meaning> & { readonly topic: number })[] = []
  for (const [first, { text }] of words.entries()) {
    const two = byBeginning.get(text.slice(0, 2))
    const three = text.length > 2 ? byBeginning.get(text.slice(0, 3)) : undefined
    for (const entries of [byWord.get(text), three, two]) {
      for (const { phrase, topic } of entries ?? []) {
        const last = matchFrom(words, first, phrase)
        if (last >= 0) found.push({ ...describe(words, phrase, { first, last }), topic })
      }
    }
  }
  return found
    .filter(inner => !found.some(outer => outer.topic === inner.topic && contains(outer, inner)))
    .sort((one, other) => one.topic - other.topic)
}

/** The forms of the words with which a phrase may begin. */
function firstForms<Meaning>({ steps }: Phrase<Meaning>): readonly WordForm[] {
  const required = steps.findIndex(step => !step.isOptional)
  return steps.slice(0, required < 0 ? steps.length : required + 1).flatMap(step => step.forms)
}

function file<Meaning>(index: Map<string, Entry<Meaning>[]>, entry: Entry<Meaning>, forms: readonly WordForm[]): void {
  for (const key of new Set(forms.map(form => form.key))) index.set(key, [...(index.get(key) ?? []), entry])
}

/** The last word of the phrase that begins at `first`; -1 when it does not. */
function matchFrom<Meaning>(words: readonly Word[], first: number, phrase: Phrase<Meaning>): number {
  const word = words[first]
  if (word === undefined || (phrase.opensClause && !word.opensClause)) return -1
  if (phrase.opensSentence && !word.opensSentence) return -1
  const last = matchSteps(words, first, { steps: phrase.steps, step: 0, clause: word.clause, first })
  return last >= 0 && phrase.closesClause && words[last]?.closesClause !== true ? -1 : last
}

interface Progress {
  readonly steps: readonly Step[]
  readonly step: number
  readonly clause: number
  readonly first: number
}

function matchSteps(words: readonly Word[], from: number, progress: Progress): number {
  const step = progress.steps[progress.step]
  if (step === undefined) return from - 1
  const gap = from === progress.first ? 0 : step.gap
  for (let at = from; at <= from + gap; at += 1) {
    const word = words[at]
    if (word === undefined || word.clause !== progress.clause) break
    if (matchesStep(word.text, step)) {
      const last = matchSteps(words, at + 1, nextStep(progress))
      if (last >= 0) return last
    } else if (separators.has(word.text)) break
  }
  return step.isOptional ? matchSteps(words, from, nextStep(progress)) : -1
}

/** Written out, because a message takes hundreds of steps, and a spread costs V8 ten times as much. */
function nextStep({ steps, step, clause, first }: Progress): Progress {
  return { steps, step: step + 1, clause, first }
}

/** «давайте без созвонов» is no «давайте … созвон», and «нужен бот для записи» no «нужна … запись»: it is a bot that is needed. */
const separators: ReadonlySet<string> = new Set([...negators, 'для', 'for'])

function matchesStep(word: string, { whole, inflected }: Step): boolean {
  return whole.has(word) || inflected.some(form => form.matches(word))
}

function describe<Meaning>(
  words: readonly Word[],
  phrase: Phrase<Meaning>,
  { first, last }: { readonly first: number; readonly last: number },
): Found<Meaning> {
  const opens = words[first]?.opensClause === true
  return {
    meaning: phrase.meaning,
    first,
    last,
    isNegated: !phrase.isNegative && isNegatedAt(words, first),
    isWholeQuestion: opens && words[last]?.closesClause === true && words[last].isAsked,
  }
}

/** Reaches back over words that carry a negation on: «не хочу пока созваниваться», "don't want to have a call". */
function isNegatedAt(words: readonly Word[], first: number): boolean {
  const clause = words[first]?.clause
  for (let position = first - 1; position >= Math.max(0, first - 5); position -= 1) {
    const word = words[position]
    if (word === undefined || word.clause !== clause) return false
    if (negators.has(word.text)) return !isPoliteNegation(words, position)
    if (!carriers.has(word.text)) return false
  }
  return false
}

/** «почему бы не созвониться», «не могли бы вы», «не подскажете», "why not": invitations and courtesy, not refusals. */
function isPoliteNegation(words: readonly Word[], position: number): boolean {
  const before = words[position - 1]?.text
  const after = words[position + 1]?.text ?? ''
  const afterNext = words[position + 2]?.text
  return (
    before === 'бы' ||
    before === 'why' ||
    /^(?:могли|мог|могла|можете|хотите|против|подскаж\p{L}*)$/u.test(after) ||
    afterNext === 'ли'
  )
}

const carriers = new Set(
  (
    'хочу хотим хотел хотела хотели хотелось хочется надо нужно нужен нужна нужны могу можем буду будем будет готов готова готовы ' +
    'собираюсь собираемся планирую планируем думаю вижу смысла желания времени стоит люблю пока сейчас сегодня уже еще больше ' +
    'мне нам меня нас я мы это этого эту этот вам вас вы там тут так очень особо прям бы никаких никакой и в на ' +
    'want wanted to need have has going think really like any the a an this that your you us we i my do be been for time ' +
    'more to'
  ).split(' '),
)

function contains<Meaning>(outer: Found<Meaning>, inner: Found<Meaning>): boolean {
  return outer.first <= inner.first && outer.last >= inner.last && outer.last - outer.first > inner.last - inner.first
}
