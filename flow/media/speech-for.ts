import type { OutboundPart } from '#capabilities/channels'
import type { TurnContext } from '#capabilities/conversations'
import { type ReplyText, speechOf } from '../agent/index.ts'

export interface SpeakingRules {
  /** The playbook wants it, and a voice is set up. */
  readonly isSpoken: boolean
  readonly turn: Pick<TurnContext, 'channel' | 'unanswered'>
}

// Half a minute of speech; what is longer is better read.
const maxCharacters = 400
const links = /https?:|www\.|\]\(|@\w/i
const layout = /^\s*([-*•#>|]|\d+[.)])\s?/m
const sums = /[₽$€£¥฿₸]|(?<![\p{L}\p{N}])(руб|долл|евро|тыс|млн|usd|eur|rub|dollars?|euros?|rubles?)/iu
// A time and a date; a list of prices has more.
const mostDigits = 8

/**
 * The reply once more as a voice message, after the text: where the client spoke and the words suit an ear. No prices, links or
 * lists, and nothing long. None otherwise.
 */
export function speechFor(texts: readonly ReplyText[], { isSpoken, turn }: SpeakingRules): readonly OutboundPart[] {
  const last = turn.unanswered.at(-1)
  if (!isSpoken || turn.channel !== 'telegram' || last === undefined || speechOf(last)?.kind !== 'heard') return []
  const words = texts.map(({ markdown }) => markdown).join('\n')
  if (texts.some(({ document }) => document !== undefined) || !suitsAnEar(words)) return []
  return [{ text: '', entities: [], replyToMessageId: null, spokenText: words.replaceAll(/[*_`~]/g, '') }]
}

function suitsAnEar(words: string): boolean {
  const digits = words.match(/\d/g)?.length ?? 0
  const isShort = words.trim() !== '' && words.length <= maxCharacters && digits <= mostDigits
  return isShort && ![links, layout, sums].some(pattern => pattern.test(words))
}
