import type { Passage } from '#capabilities/knowledge'
import type { ObjectionType, Playbook } from '#capabilities/sales'
import type { Talk } from '../plan/index.ts'
import type { Point } from '../reading/find-passages.ts'
import { isForeignQuestion } from '../reading/is-foreign-question.ts'
import type { Understanding } from '../reading/understand-turn.ts'
import { dropLastQuestion, inLanguage, sayLine } from '../talk/words.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { answerPoints } from './answer-points.ts'
import { askNext } from './ask-next.ts'
import { sayNear, saySure } from './say-passages.ts'

export interface ScriptParts {
  readonly facts: TurnFacts
  readonly understanding: Understanding
  readonly talk: Talk
  readonly passages: readonly Passage[]
  /** The questions one by one where the client asks several; else empty. */
  readonly points: readonly Point[]
  readonly playbook: Playbook
  /** Words of code follow in messages of their own. */
  readonly isFollowed: boolean
}

export interface Script {
  readonly text: string
  /** The client asked, and nothing we have answers any of it. */
  readonly isUnanswered: boolean
  /** What the owner is to answer, each question for itself. */
  readonly open: readonly string[]
}

/**
 * The reply without a model: greeting, what the client's words call for, the passage that answers, the next question; all of it
 * words of the owner. It is also what is said when the model server fails.
 */
export function writeScript(parts: ScriptParts): Script {
  const answer = parts.talk.isQuestion ? answerQuestion(parts) : null
  const next = askNext(parts.talk.next, parts.playbook, parts.understanding.language)
  const said = [...react(parts), ...(answer === null ? [] : [answer.text])]
  const texts = [...said, ...fill(parts, said.length > 0, next), next]
  const text = texts.filter(text => text !== '').join('\n\n')
  return { text, isUnanswered: answer?.isUnanswered ?? false, open: answer?.open ?? [] }
}

/** What keeps a bare question from sounding like a form, and an empty reply from being empty. */
function fill(parts: ScriptParts, hasSaid: boolean, next: string): readonly string[] {
  if (hasSaid) return []
  if (parts.understanding.changes.length > 0) return [line(parts, 'acknowledge')]
  return next === '' && !parts.isFollowed ? [line(parts, 'noted')] : []
}

function react(parts: ScriptParts): string[] {
  const { facts, understanding } = parts
  const { signals, objection } = understanding.reading
  const texts: string[] = []
  if (facts.turn.isFirstTurn) texts.push(greet(parts))
  if (signals.has('asks-if-ai')) texts.push(line(parts, 'ai_disclosure'))
  if (signals.has('asks-internals')) texts.push(line(parts, 'internals'))
  if (understanding.isOffTopic) texts.push(line(parts, 'off_topic'))
  if (signals.has('goodbye')) texts.push(line(parts, 'goodbye'))
  else if (signals.has('thanks')) texts.push(line(parts, 'thanks'))
  if (objection !== null) texts.push(meetObjection(parts, objection))
  return texts
}

/** The greeting's own question would be one too many before the one that follows. */
function greet(parts: ScriptParts): string {
  const greeting = line(parts, 'greeting')
  return parts.talk.next === null && !parts.isFollowed ? greeting : dropLastQuestion(greeting)
}

/** Another reply each time; when the same objection comes back after all of them, another approach. */
function meetObjection({ facts, understanding, playbook }: ScriptParts, type: ObjectionType): string {
  const { replies, whenRepeated } = playbook.objections[type]
  const count = facts.state.objections[type] ?? 0
  return inLanguage(replies[count] ?? whenRepeated, understanding.language)
}

function answerQuestion(parts: ScriptParts): Script {
  const { passages, playbook, understanding } = parts
  const { reading, text, isOffTopic, language } = understanding
  const points = answerPoints(parts.points, parts)
  if (points.answered > 0) {
    return { text: points.texts.join('\n\n'), isUnanswered: false, open: points.open }
  }
  const quoting = { asksPrice: reading.signals.has('asks-price'), playbook, language }
  const quote = saySure(passages, quoting)
  if (quote !== null) return answered(quote)
  if (reading.signals.has('asks-about-offer')) return answered(line(parts, 'about'))
  // Where the talk is off topic by the playbook's own words, that has been said.
  if (isForeignQuestion(parts)) return answered(isOffTopic ? '' : line(parts, 'off_topic'))
  // «Дорого, а подешевле есть?»: the words on the price have been said, and no colleague knows more.
  if (reading.objection === 'price' && asksCheaper.test(text)) return answered('')
  // The owner is asked all the same, but the client may have what they came for at once.
  const near = sayNear(passages, quoting)
  return { text: [line(parts, 'will_check'), near ?? []].flat().join('\n\n'), isUnanswered: true, open: [text] }
}

const asksCheaper = /дешев|скид|скин|уступ|торг|cheaper|discount|lower|less/iu

function answered(text: string): Script {
  return { text, isUnanswered: false, open: [] }
}

function line(
  parts: ScriptParts,
  name: Parameters<typeof sayLine>[1],
  values: Readonly<Record<string, string>> = {},
): string {
  return sayLine(parts.playbook, name, parts.understanding.language, values)
}
