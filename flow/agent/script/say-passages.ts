import type { Passage } from '#capabilities/knowledge'
import type { Playbook } from '#capabilities/sales'
import { sayLine } from '../talk/words.ts'
import { quotePassages } from './quote-passages.ts'

export interface Quoting {
  readonly asksPrice: boolean
  readonly playbook: Playbook
  readonly language: string
}

/** The passages that surely answer, as they are said to a client; null: none does. */
export function saySure(passages: readonly Passage[], quoting: Quoting): string | null {
  return sayAs(
    'passage',
    passages.filter(({ match }) => match === 'strong'),
    quoting,
  )
}

/** The nearest passage that speaks of something close to what was asked; null: none does. */
export function sayNear(passages: readonly Passage[], quoting: Quoting): string | null {
  return sayAs('related', passages.filter(({ match }) => match === 'near').slice(0, 1), quoting)
}

function sayAs(line: 'passage' | 'related', passages: readonly Passage[], quoting: Quoting): string | null {
  const [best] = passages
  const passage = quotePassages(passages, quoting.asksPrice)
  if (passage === null || best === undefined) return null
  return sayLine(quoting.playbook, line, quoting.language, { passage, source: nameSource(best) })
}

/** The innermost heading: clients need to know what it is about, not where a file lies. */
function nameSource({ heading, source }: Passage): string {
  return heading.split(' › ').at(-1) || source.replace(/^.*\//, '').replace(/\.\w+$/, '')
}
