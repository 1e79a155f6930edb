import { z } from 'zod'

const instant = z.number().int().nullable()

const shape = z.object({
  /** When it began; null when that was before events were kept. */
  startedAt: instant,
  /** When the lead that it brought was created; null when it brought none. */
  leadAt: instant,
  /** Messages of all sides, and of the client. */
  messages: z.number().int(),
  received: z.number().int(),
  firstMessageAt: instant,
  lastAt: z.number().int(),
  firstAnswerAt: instant,
  /** By the AI; null when it has not answered yet. */
  answeredAt: instant,
  handedOffAt: instant,
  /** The follow-up that the client has not answered yet. */
  followedUpAt: instant,
  /** Messages without an answer, oldest first: number of the row, and when it came. */
  waiting: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** How often each thing was talked about. */
  themes: z.record(z.string(), z.number().int()),
  /** Kind turns less unkind ones. */
  tone: z.number().int(),
})

/** What the counting remembers of a conversation. */
export type ConversationTally = z.infer<typeof shape>

export function newConversationTally(): ConversationTally {
  return {
    startedAt: null,
    leadAt: null,
    messages: 0,
    received: 0,
    firstMessageAt: null,
    lastAt: 0,
    firstAnswerAt: null,
    answeredAt: null,
    handedOffAt: null,
    followedUpAt: null,
    waiting: [],
    themes: {},
    tone: 0,
  }
}

export function parseConversationTally(text: string): ConversationTally {
  return shape.parse(JSON.parse(text))
}

const shownThemes = 3

/** What was talked about most; names break ties, so that the same history always reads the same. */
export function topThemes({ themes }: ConversationTally): readonly string[] {
  return Object.entries(themes)
    .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .slice(0, shownThemes)
    .map(([theme]) => theme)
}

export function toneOf({ tone }: ConversationTally): 'positive' | 'neutral' | 'negative' {
  if (tone > 0) return 'positive'
  return tone < 0 ? 'negative' : 'neutral'
}
