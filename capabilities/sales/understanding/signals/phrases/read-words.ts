import { rememberLatest } from '../../memory/remember-latest.ts'

/** One word (or one emoji) of a message, folded for matching. */
export interface Word {
  readonly text: string
  /** In the original message, UTF-16 units. */
  readonly index: number
  /** Number of the clause it stands in. */
  readonly clause: number
  /** Nothing but greetings and fillers («ну», "well") stands before it in its clause. */
  readonly opensClause: boolean
  /** Likewise in its sentence: what follows a comma is often a subordinate clause («не знаю, сколько»). */
  readonly opensSentence: boolean
  readonly closesClause: boolean
  /** The clause ends with a question mark. */
  readonly isAsked: boolean
}

/**
 * The words of a message in order: lower case, ё as е, "don't" as "do not", emojis without skin tone. Clauses end at punctuation,
 * at an emoji, and before «но» / "but": negation does not reach from one into the next.
 */
export const readWords: (text: string) => readonly Word[] = rememberLatest(cutWords)

function cutWords(text: string): readonly Word[] {
  const words: MutableWord[] = []
  let clause = 0
  let sentence = 0
  let end = 0
  for (const match of text.matchAll(wordPattern)) {
    const mark = clauseMark(text.slice(end, match.index))
    const isEmoji = emoji.test(match[0])
    const opens = mark !== null || isEmoji || endsWithEmoji(words)
    if (mark?.includes('?')) markAsked(words, clause)
    if (words.length > 0 && opens) clause += 1
    if (mark !== null && sentenceEnd.test(mark)) sentence += 1
    end = match.index + match[0].length
    for (const part of fold(match[0])) {
      if (adversatives.has(part) && words.length > 0 && words.at(-1)?.clause === clause) clause += 1
      words.push(unmarkedWord(part, match.index, clause, sentence))
    }
  }
  if (/[?？]/u.test(text.slice(end))) markAsked(words, clause)
  return markEdges(words)
}

type MutableWord = { -readonly [Key in keyof Word]: Word[Key] } & { sentence: number }

// Written out: made by spreading a constant, a word took 15 µs and not one.
function unmarkedWord(text: string, index: number, clause: number, sentence: number): MutableWord {
  return {
    text,
    index,
    clause,
    sentence,
    opensClause: false,
    opensSentence: false,
    closesClause: false,
    isAsked: false,
  }
}

const sentenceEnd = /[.!?…\n。！？]/u

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’ʼ-][\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu
const emoji = /^\p{Extended_Pictographic}/u
const adversatives = new Set(['но', 'зато', 'однако', 'but', 'however'])

/** Words that may stand before a clause's own first word without changing what it does. */
const fillers = new Set(
  (
    'ну а и но так вот ой эй эм э мм хм ах ох ого слушайте скажите простите извините пожалуйста привет приветствую здравствуйте ' +
    'здравствуй здрасьте добрый доброе день вечер утро просто тогда вообще ' +
    'well oh um uh hmm so and but hey hi hello there good morning afternoon evening please sorry just then'
  ).split(' '),
)

function clauseMark(between: string): string | null {
  if (between === ' ' || between === '') return null
  return /[.,;:!?…()\n«»"“”，。！？、；：]|[–—]| - /u.exec(between) === null ? null : between.replace('？', '?')
}

function endsWithEmoji(words: readonly Word[]): boolean {
  const last = words.at(-1)
  return last !== undefined && emoji.test(last.text)
}

function markAsked(words: readonly MutableWord[], clause: number): void {
  for (const word of words) if (word.clause === clause) word.isAsked = true
}

function fold(raw: string): readonly string[] {
  const word = raw.toLowerCase().replaceAll('ё', 'е').replaceAll(/[’ʼ]/g, "'")
  return contractions.get(word) ?? expand(word)
}

/** Typed without the apostrophe as often as with it. */
const contractions: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "can't": 'can not',
    cannot: 'can not',
    cant: 'can not',
    didnt: 'did not',
    doesnt: 'does not',
    dont: 'do not',
    gonna: 'going to',
    im: 'i am',
    isnt: 'is not',
    "let's": 'let us',
    lets: 'let us',
    wanna: 'want to',
    whats: 'what is',
    "won't": 'will not',
    wont: 'will not',
  }).map(([short, long]) => [short, long.split(' ')]),
)

const clitics: readonly (readonly [ending: string, word: string])[] = [
  ["n't", 'not'],
  ["'m", 'am'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'s", 'is'],
]

function expand(word: string): readonly string[] {
  if (!word.includes("'")) return [word]
  const clitic = clitics.find(([ending]) => word.endsWith(ending) && word.length > ending.length)
  return clitic === undefined ? [word] : [word.slice(0, -clitic[0].length), clitic[1]]
}

function markEdges(words: readonly MutableWord[]): readonly Word[] {
  let hasOpened = false
  let hasOpenedSentence = false
  for (const [position, word] of words.entries()) {
    const before = words[position - 1]
    if (before?.clause !== word.clause) hasOpened = false
    if (before?.sentence !== word.sentence) hasOpenedSentence = false
    word.opensClause = !hasOpened
    word.opensSentence = !hasOpenedSentence
    hasOpened ||= !fillers.has(word.text)
    hasOpenedSentence ||= !fillers.has(word.text)
    word.closesClause = words[position + 1]?.clause !== word.clause
  }
  return words
}
