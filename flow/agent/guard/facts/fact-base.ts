import type { Evidence } from '../evidence.ts'
import type { Figure, FigureUnit } from '../figures/figure.ts'
import type { DateContext } from '../figures/read-dates.ts'
import { readFigures } from '../figures/read-figures.ts'
import { contentWords } from '../text/content-words.ts'
import { lazily } from '../text/lazily.ts'
import { unmaskText } from '../text/unmask-text.ts'
import { type Calendar, openCalendar } from './back-moments.ts'
import { type Fact, type FactContext, type PhraseFact, placeOf, readSource, type SourceFacts } from './read-source.ts'

export interface Sourced<Item> {
  readonly source: string
  readonly item: Item
}

export interface Rival {
  readonly source: string
  readonly fact: Fact
  /** In the list of facts. */
  readonly at: number
}

/** All that the evidence states, ready to be asked. What no reply asks about is not read: most of them state little. */
export interface FactBase {
  readonly facts: () => readonly Sourced<Fact>[]
  readonly phrases: () => readonly Sourced<PhraseFact>[]
  /** The facts that a figure of this unit competes with. */
  readonly rivalsOf: (unit: FigureUnit) => readonly Rival[]
  /** How well what stands around each of `facts` fits the words of a claim, in their order; 0 when they share none. */
  readonly scoreFacts: (words: ClaimWords) => Float64Array
  /** Whether the client said a figure that is such, or a slot that was read from their words holds one. */
  readonly hasClientSaid: (isSuch: (figure: Figure) => boolean) => boolean
  readonly lastClientWords: () => readonly string[]
  /** How much a word tells rows apart: 0 for one that no row has. */
  readonly weightOf: (word: string) => number
  readonly currencies: () => ReadonlySet<string>
  readonly calendar: Calendar
}

// The guard looks at an answer and at its second version with the same evidence.
const remembered = new WeakMap<Evidence, FactBase>()

export function gatherFacts(evidence: Evidence): FactBase {
  const known = remembered.get(evidence)
  if (known !== undefined) return known
  const gathered = gatherAnew(evidence)
  remembered.set(evidence, gathered)
  return gathered
}

function gatherAnew(evidence: Evidence): FactBase {
  const read = lazily(() =>
    evidence.sources.map(({ source, text }) => ({ source, ...readSource(text, source.startsWith('playbooks/')) })),
  )
  const facts = lazily(() => read().flatMap(({ source, facts }) => facts.map(item => ({ source, item }))))
  const weightOf = weigh(read)
  return {
    facts,
    phrases: lazily(() => read().flatMap(({ source, phrases }) => phrases.map(item => ({ source, item })))),
    rivalsOf: rememberRivals(facts),
    scoreFacts: words => addUp(read(), words, { size: facts().length, weightOf }),
    hasClientSaid: rememberClientFigures(evidence),
    lastClientWords: lazily(() => contentWords(unmaskText(evidence.clientTexts.at(-1) ?? ''))),
    weightOf,
    currencies: lazily(() => new Set(facts().flatMap(({ item: { figure } }) => currencyOf(figure)))),
    calendar: openCalendar(evidence),
  }
}

function rememberRivals(facts: FactBase['facts']): FactBase['rivalsOf'] {
  const known = new Map<string, readonly Rival[]>()
  return unit => {
    const key = unit.kind === 'money' && unit.currency === null ? 'sum' : unit.kind
    const rivals =
      known.get(key) ??
      facts().flatMap(({ source, item }, at) => (isRival(item.figure.unit, unit) ? [{ source, fact: item, at }] : []))
    known.set(key, rivals)
    return rivals
  }
}

/** A sum competes with sums, a bare number with sums and bare numbers. */
function isRival(fact: FigureUnit, claim: FigureUnit): boolean {
  if (fact.kind === claim.kind) return true
  if (claim.kind === 'money') return fact.kind === 'plain' && claim.currency === null
  return (fact.kind === 'money' && claim.kind === 'plain') || (fact.kind === 'date' && claim.kind === 'month')
}

/** What is said back is mostly of the latest message: the earlier ones are read only when it is not in there. */
function rememberClientFigures(evidence: Evidence): FactBase['hasClientSaid'] {
  const { clientTexts, slots } = evidence
  const read = [...clientTexts.toReversed(), ...slots.map(({ value }) => value)].map(text =>
    lazily(() => readFigures(unmaskText(text), dateContextOf(evidence))),
  )
  return isSuch => read.some(figures => figures().some(isSuch))
}

/** How the days of a text are meant: those of the business. */
export function dateContextOf({ nowMs, timeZones }: Evidence): DateContext {
  return { nowMs, timeZone: timeZones[0] ?? 'UTC' }
}

function currencyOf({ unit }: Figure): readonly string[] {
  return unit.kind === 'money' ? [unit.currency ?? ''] : []
}

/** A word of few rows tells them apart. */
function weigh(sources: () => readonly SourceFacts[]): FactBase['weightOf'] {
  const weights = new Map<string, number>()
  const rowCount = lazily(() => sources().reduce((sum, source) => sum + source.rowCount, 0))
  return word => {
    const known = weights.get(word)
    if (known !== undefined) return known
    const rows = sources().reduce((sum, { rowsOf }) => sum + (rowsOf.get(word) ?? 0), 0)
    const weight = rows === 0 ? 0 : Math.log(1 + rowCount() / rows)
    weights.set(word, weight)
    return weight
  }
}

/** Words of a claim by how near they stand to it, 0..1. */
export type ClaimWords = ReadonlyMap<string, number>

function addUp(
  sources: readonly SourceFacts[],
  words: ClaimWords,
  { size, weightOf }: { readonly size: number; readonly weightOf: FactBase['weightOf'] },
): Float64Array {
  const scores = new Float64Array(size)
  for (const [word, nearness] of words) {
    const weight = weightOf(word)
    if (weight === 0) continue
    let first = 0
    for (const { facts, placesOf } of sources) {
      for (const { at, place } of placesOf.get(word) ?? []) {
        scores[first + at] = (scores[first + at] ?? 0) + nearness * place * weight
      }
      first += facts.length
    }
  }
  return scores
}

/** How well what stands around a promise fits the words of a claim; 0 when they share none. */
export function scoreFit(context: FactContext, words: ClaimWords, weightOf: FactBase['weightOf']): number {
  let sum = 0
  for (const [word, nearness] of words) {
    const place = placeOf(context, word)
    if (place > 0) sum += nearness * place * weightOf(word)
  }
  return sum
}
