import type { Playbook, Signal } from '#capabilities/sales'
import { truncate } from '#shared/utils'
import type { Point } from '../reading/find-passages.ts'
import { isForeignQuestion } from '../reading/is-foreign-question.ts'
import type { Understanding } from '../reading/understand-turn.ts'
import { asWritten } from '../talk/as-written.ts'
import { sayLine } from '../talk/words.ts'
import { saySure } from './say-passages.ts'

export interface PointParts {
  readonly understanding: Understanding
  readonly playbook: Playbook
}

export interface PointAnswers {
  /** A passage for each question that one surely answers, each once; at the end one line for the others. */
  readonly texts: readonly string[]
  /** How many of the texts answer something. */
  readonly answered: number
  /** What the owner is to answer. */
  readonly open: readonly string[]
}

type PointAnswer =
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'open'; readonly question: string }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'settled' }

/** Answers several questions one by one; what nothing answers is said to be so, in the client's words. */
export function answerPoints(points: readonly Point[], parts: PointParts): PointAnswers {
  const answers = points.map(point => answerPoint(point, parts))
  // One passage may answer two of them.
  const said = [...new Set(answers.flatMap(answer => (answer.kind === 'said' ? [answer.text] : [])))]
  const open = answers.flatMap(answer => (answer.kind === 'open' ? [answer.question] : []))
  const isForeign = answers.some(({ kind }) => kind === 'foreign') && !parts.understanding.isOffTopic
  return {
    texts: [
      ...said,
      ...(open.length === 0 ? [] : [line(parts, 'will_check_one', { question: quoteAll(open, parts) })]),
      ...(isForeign ? [line(parts, 'off_topic')] : []),
    ],
    answered: said.length,
    open,
  }
}

function answerPoint({ question, reading, passages }: Point, parts: PointParts): PointAnswer {
  const { playbook, understanding } = parts
  const { signals } = reading
  const asksPrice = signals.has('asks-price')
  // «Вы бот?» is not about Botox, whatever the documents hold.
  if (answeredElsewhere.some(signal => signals.has(signal)) && !asksPrice) return { kind: 'settled' }
  const quote = saySure(passages, { asksPrice, playbook, language: understanding.language })
  if (quote !== null) return { kind: 'said', text: quote }
  if (signals.has('asks-about-offer')) return { kind: 'said', text: line(parts, 'about') }
  const alone = { ...understanding, text: question, reading, changes: [] }
  return isForeignQuestion({ understanding: alone, passages, playbook })
    ? { kind: 'foreign' }
    : { kind: 'open', question }
}

// The reply has a line of its own for these, or they want no answer.
const answeredElsewhere: readonly Signal[] = ['asks-if-ai', 'asks-internals', 'small-talk']

// Long enough to know which question is meant.
const longestQuestion = 120

/** «Есть ли лифт?» и «какой этаж?» */
function quoteAll(questions: readonly string[], { understanding: { language } }: PointParts): string {
  const [open, close] = language === 'ru' ? ['«', '»'] : ['"', '"']
  const quoted = questions.map(question => `${open}${asWritten(truncate(question, longestQuestion))}${close}`)
  return new Intl.ListFormat(language === 'ru' ? 'ru' : 'en').format(quoted)
}

function line(
  { playbook, understanding }: PointParts,
  name: Parameters<typeof sayLine>[1],
  values: Readonly<Record<string, string>> = {},
): string {
  return sayLine(playbook, name, understanding.language, values)
}
