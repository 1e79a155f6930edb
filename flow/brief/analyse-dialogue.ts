import type { BriefFacts } from './brief-facts.ts'

export type Tone = 'positive' | 'neutral' | 'negative'

/** What the messages themselves show, counted and not guessed. */
export interface DialogueAnalysis {
  readonly clientMessages: number
  readonly ourMessages: number
  readonly days: number
  readonly tone: Tone
  /** Sentences of the client, the most telling ones, newest last. */
  readonly quotes: readonly string[]
}

const dayMs = 86_400_000
const quoted = 4
const shortestQuote = 25
const longestQuote = 220

/** Counts messages and days, weighs the client's words, and picks what they said at most length. Pure. */
export function analyseDialogue(messages: BriefFacts['messages']): DialogueAnalysis {
  const client = messages.filter(({ role }) => role === 'user')
  const first = messages[0]?.timestamp ?? 0
  const last = messages.at(-1)?.timestamp ?? 0
  return {
    clientMessages: client.length,
    ourMessages: messages.length - client.length,
    days: Math.floor((last - first) / dayMs) + 1,
    tone: weighTone(client.map(({ content }) => content).join('\n')),
    quotes: pickQuotes(client.map(({ content }) => content)),
  }
}

// Whole words with their endings: «дорого» is in «недорого», which means the opposite.
const kind =
  /(?<![\p{L}\p{N}])(спасибо|отличн\p{L}*|супер|здорово|прекрасн\p{L}*|класс\p{L}?|нравится|подходит|с удовольствием|great|thanks?|thank you|perfect|love|awesome|sounds good|excellent)(?![\p{L}\p{N}])/giu
const unkind =
  /(?<![\p{L}\p{N}])(дорого|плохо|ужас\p{L}*|разочарован\p{L}*|недовол\p{L}*|не работает|обман\p{L}*|бесит|долго|expensive|bad|terrible|awful|disappoint\p{L}*|angry|annoy\p{L}*|useless|scam)(?![\p{L}\p{N}])/giu

/** More kind words than unkind ones, or the other way round. Pure. */
export function weighTone(text: string): Tone {
  const balance = (text.match(kind)?.length ?? 0) - (text.match(unkind)?.length ?? 0)
  if (balance > 0) return 'positive'
  return balance < 0 ? 'negative' : 'neutral'
}

function pickQuotes(texts: readonly string[]): readonly string[] {
  const sentences = texts.flatMap(text => text.split(/(?<=[.!?…])\s+|\n+/)).map(sentence => sentence.trim())
  const telling = sentences.filter(sentence => sentence.length >= shortestQuote && sentence.length <= longestQuote)
  const longest = [...new Set(telling)].sort((one, other) => other.length - one.length).slice(0, quoted)
  return telling.filter((sentence, at) => longest.includes(sentence) && telling.indexOf(sentence) === at)
}
