import type { Evidence } from '../evidence.ts'
import type { Figure } from '../figures/figure.ts'
import type { DateContext } from '../figures/read-dates.ts'
import { readFigures } from '../figures/read-figures.ts'
import { contentWords } from '../text/content-words.ts'
import { unmaskText } from '../text/unmask-text.ts'
import { type Fact, type FactContext, type PhraseFact, readSource } from './read-source.ts'

export interface Sourced<Item> {
  readonly source: string
  readonly item: Item
}

/** All that the evidence states, ready to be asked. */
export interface FactBase {
  readonly facts: readonly Sourced<Fact>[]
  readonly phrases: readonly Sourced<PhraseFact>[]
  /** What the client said, and the slots that were read from it. */
  readonly clientFigures: readonly Figure[]
  readonly lastClientWords: readonly string[]
  /** How much a word tells rows apart: 0 for one that no row has. */
  readonly weightOf: (word: string) => number
  readonly currencies: ReadonlySet<string>
}

// The guard looks at an answer and at its second version with the same evidence.
const remembered = new WeakMap<Evidence, FactBase>()

export function gatherFacts(evidence: Evidence, context: DateContext): FactBase {
  const known = remembered.get(evidence)
  if (known !== undefined) return known
  const gathered = gatherAnew(evidence, context)
  remembered.set(evidence, gathered)
  return gathered
}

function gatherAnew(evidence: Evidence, context: DateContext): FactBase {
  const read = evidence.sources.map(({ source, text }) => ({
    source,
    ...readSource(text, source.startsWith('playbooks/')),
  }))
  const facts = read.flatMap(({ source, facts }) => facts.map(item => ({ source, item })))
  const said = [...evidence.clientTexts, ...evidence.slots.map(({ value }) => value)]
  return {
    facts,
    phrases: read.flatMap(({ source, phrases }) => phrases.map(item => ({ source, item }))),
    clientFigures: said.flatMap(text => readFigures(unmaskText(text), context)),
    lastClientWords: contentWords(unmaskText(evidence.clientTexts.at(-1) ?? '')),
    weightOf: weigh(read.flatMap(({ rows }) => rows)),
    currencies: new Set(
      facts.flatMap(({ item }) => (item.figure.unit.kind === 'money' ? [item.figure.unit.currency ?? ''] : [])),
    ),
  }
}

function weigh(rows: readonly ReadonlySet<string>[]): (word: string) => number {
  const counts = new Map<string, number>()
  for (const row of rows) for (const word of row) counts.set(word, (counts.get(word) ?? 0) + 1)
  return word => {
    const count = counts.get(word)
    return count === undefined ? 0 : Math.log(1 + rows.length / count)
  }
}

/** Words of a claim by how near they stand to it, 0..1. */
export type ClaimWords = ReadonlyMap<string, number>

// «Последняя запись на стрижку в 20:00, на окрашивание в 17:00»: what opens a sentence holds for all of it.
const isAhead = 0.9
const inRow = 0.6
const inHeading = 0.4

/** How well what stands around a fact fits the words of a claim; 0 when they share none. */
export function scoreFit(context: FactContext, words: ClaimWords, weightOf: FactBase['weightOf']): number {
  let sum = 0
  for (const [word, nearness] of words) {
    const place = placeOf(context, word)
    if (place > 0) sum += nearness * place * weightOf(word)
  }
  return sum
}

function placeOf({ segment, ahead, row, heading }: FactContext, word: string): number {
  if (segment.has(word)) return 1
  if (ahead.has(word)) return isAhead
  if (row.has(word)) return inRow
  return heading.has(word) ? inHeading : 0
}
