import { isHeldOut, type SignalCase, signalCases } from './cases.ts'
import { answerIn } from './read-answer.ts'
import { readMeanings } from './read-meanings.ts'
import { objectionIn } from './read-objection.ts'
import { signalsIn } from './read-signals.ts'

export interface SignalScore {
  /** A signal, `objection`, `answer`, or `whole message` (everything about a message is right). */
  readonly name: string
  readonly right: number
  /** Messages in which it is expected or was read: missing it and inventing it both count against it. */
  readonly total: number
  readonly wrong: readonly string[]
}

/** How well the rules read the table of cases; `part` chooses the cases that the rules were improved on, or the others. */
export function scoreSignalCases(part: 'all' | 'developed' | 'held-out' = 'all'): readonly SignalScore[] {
  const chosen = signalCases.filter((_, index) => part === 'all' || isHeldOut(index) === (part === 'held-out'))
  const verdicts = chosen.flatMap(judge)
  return [...new Set(verdicts.map(verdict => verdict.name))].sort().map(name => {
    const named = verdicts.filter(verdict => verdict.name === name)
    const wrong = named.filter(verdict => !verdict.isRight)
    return {
      name,
      right: named.length - wrong.length,
      total: named.length,
      wrong: wrong.map(verdict => verdict.complaint),
    }
  })
}

interface Verdict {
  readonly name: string
  readonly isRight: boolean
  readonly complaint: string
}

function judge(item: SignalCase): readonly Verdict[] {
  const meanings = readMeanings(item.text)
  const read = signalsIn(meanings, item.language)
  const signalVerdicts = [...new Set([...item.signals, ...read])].map(name => {
    const isExpected = item.signals.includes(name)
    return verdict(item, name, { expected: isExpected, found: read.has(name) })
  })
  const others = [
    { name: 'objection', expected: item.objection, found: objectionIn(meanings) },
    { name: 'answer', expected: item.answer, found: answerIn(meanings) },
  ].filter(({ expected, found }) => expected !== null || found !== null)
  const verdicts = [...signalVerdicts, ...others.map(({ name, ...values }) => verdict(item, name, values))]
  return [...verdicts, verdict(item, 'whole message', { expected: true, found: verdicts.every(each => each.isRight) })]
}

function verdict(
  item: SignalCase,
  name: string,
  { expected, found }: { readonly expected: unknown; readonly found: unknown },
): Verdict {
  return {
    name,
    isRight: expected === found,
    complaint: `«${item.text}» ${name}: ${String(found)} instead of ${String(expected)}`,
  }
}
