import { answers } from './lexicon/answers.ts'
import { manners } from './lexicon/manners.ts'
import type { LexiconEntry, Meaning } from './lexicon/meaning.ts'
import { meeting, meetingChanges, otherTimes } from './lexicon/meeting.ts'
import { objections } from './lexicon/objections.ts'
import { offer } from './lexicon/offer.ts'
import { people } from './lexicon/people.ts'
import { speechActs } from './lexicon/speech-acts.ts'
import { buildLexicon, type Found, findPhrases } from './phrases/find-phrases.ts'
import { findUnspaced } from './phrases/find-unspaced.ts'
import { readWords, type Word } from './phrases/read-words.ts'

/** A message taken apart: its words and the phrases of the lexicon in them. */
export interface Meanings {
  readonly text: string
  readonly words: readonly Word[]
  /** Negated phrases are left out. */
  readonly found: readonly Found<Meaning>[]
}

/** A text longer than this is a document, not a message; its beginning says what is wanted. */
const readableUnits = 4000

/** What the phrases of a message mean; signals, objection and answer are read from it. Never throws. */
export function readMeanings(text: string): Meanings {
  const readable = text.slice(0, readableUnits)
  const words = readWords(readable)
  const found = [...findPhrases(words, lexicon), ...findUnspaced(readable, unspaced)]
  return { text: readable, words, found: found.filter(phrase => !phrase.isNegated && phrase.meaning !== 'nothing') }
}

const topics: readonly (readonly LexiconEntry[])[] = [
  answers,
  manners,
  meeting,
  meetingChanges,
  otherTimes,
  objections,
  offer,
  people,
  speechActs,
]

const lexicon = buildLexicon(
  topics.map(entries => entries.map(({ meaning, ru, en }) => ({ meaning, lines: [...ru, ...en] }))),
)

const unspaced = topics.map(entries =>
  entries.map(({ meaning, zh, th }) => ({ meaning, lines: [...(zh ?? []), ...(th ?? [])] })),
)
