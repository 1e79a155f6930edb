import { type Figure, kindOf } from '../figures/figure.ts'
import { type ClaimWords, type FactBase, scoreFit } from './fact-base.ts'
import type { Fact } from './read-source.ts'

/** A figure of a reply with what the reply says around it. */
export interface FigureClaim {
  readonly figure: Figure
  readonly words: ClaimWords
  /** The same of what was said before, by the client too. */
  readonly context: ClaimWords
  /** What the sentence may be about: its words but for verbs and adverbs. */
  readonly nouns: ReadonlySet<string>
  readonly script: Fact['script']
  /** What its clause says the figure is for. */
  readonly roles: ReadonlySet<string>
  /** The same for all that was said near it, by the client too. */
  readonly wideRoles: ReadonlySet<string>
  readonly weekdays: ReadonlySet<number>
  readonly dates: ReadonlySet<number>
  /** It asks, so a limit need not be said. */
  readonly isQuestion: boolean
}

// Equal but for the order of additions.
const tolerance = 1e-6

/**
 * The source of a fact that says the same about the same thing; null when there is none. A fact with another value that fits the
 * words of the claim better shows that the claim took a value from its neighbour.
 */
export function backFigure(claim: FigureClaim, base: FactBase): string | null {
  const rivals = rankRivals(claim, claim.words, base)
  // What was said before counts only when the sentence itself fits nothing.
  const candidates = rivals.some(({ score }) => score > 0) ? rivals : rankRivals(claim, claim.context, base)
  const matching = candidates.filter(({ fact }) => saysTheSame(fact, claim, base))
  const best = matching.reduce<Candidate | null>(
    (top, one) => (top === null || one.score > top.score ? one : top),
    null,
  )
  if (best === null || isElsewhere(best.fact, claim)) return null
  const others = candidates.filter(({ fact }) => !isSameValue(fact.figure, claim.figure))
  return others.some(other => fitsBetter(other, best, claim)) ? null : best.source
}

function rankRivals(claim: FigureClaim, words: ClaimWords, base: FactBase): readonly Candidate[] {
  return base.facts
    .filter(({ item }) => isRival(item.figure, claim.figure))
    .map(({ source, item }) => ({ source, fact: item, score: scoreFit(item, words, base.weightOf) }))
}

interface Candidate {
  readonly source: string
  readonly fact: Fact
  readonly score: number
}

/** The sentence names something, and the fact is about nothing of it. Between two languages this cannot be told. */
function isElsewhere(fact: Fact, { nouns, script }: FigureClaim): boolean {
  return (
    nouns.size > 0 && fact.script === script && ![...nouns].some(noun => fact.row.has(noun) || fact.ahead.has(noun))
  )
}

/** Of two that fit alike, the one whose nearest word the claim says is meant: «После пилота внедрение стоит …» is no price of the pilot. */
function fitsBetter(other: Candidate, best: Candidate, { words }: FigureClaim): boolean {
  if (Math.abs(other.score - best.score) > tolerance) return other.score > best.score
  const isMeant = ({ fact }: Candidate): boolean => fact.subject !== null && words.get(fact.subject) === 1
  return isMeant(other) && !isMeant(best)
}

/** A sum competes with sums, a bare number with sums and bare numbers. */
function isRival(fact: Figure, claim: Figure): boolean {
  const [one, other] = [fact.unit.kind, claim.unit.kind]
  if (one === other) return true
  if (claim.unit.kind === 'money') return one === 'plain' && claim.unit.currency === null
  return (one === 'money' && other === 'plain') || (one === 'date' && other === 'month')
}

function isSameValue(fact: Figure, claim: Figure): boolean {
  return fact.values.some(value => claim.values.includes(value))
}

function saysTheSame(fact: Fact, claim: FigureClaim, base: FactBase): boolean {
  const { figure } = claim
  const values =
    fact.figure.unit.kind === 'date' && figure.unit.kind === 'month'
      ? fact.figure.values.map(value => Math.floor(value / 100))
      : fact.figure.values
  return (
    values.some(value => figure.values.includes(value)) &&
    isSameCurrency(fact.figure, figure, base) &&
    (fact.figure.bound === null ||
      fact.figure.bound === figure.bound ||
      (claim.isQuestion && kindOf(figure.unit) === 'figure')) &&
    fact.figure.per === figure.per &&
    [...claim.roles].every(role => fact.rowRoles.has(role)) &&
    [...fact.segmentRoles].every(role => claim.wideRoles.has(role)) &&
    sharesWeekday(fact, claim)
  )
}

function isSameCurrency(fact: Figure, claim: Figure, base: FactBase): boolean {
  if (claim.unit.kind !== 'money' || claim.unit.currency === null) return true
  if (fact.unit.kind === 'money' && fact.unit.currency !== null) return fact.unit.currency === claim.unit.currency
  // The source names no currency: it means the one that the sources use elsewhere.
  const named = [...base.currencies].filter(currency => currency !== '')
  return fact.unit.kind === 'money' && (named.length === 0 || named.includes(claim.unit.currency))
}

function sharesWeekday(fact: Fact, claim: FigureClaim): boolean {
  if (claim.figure.unit.kind !== 'clock') return true
  // An hour of New Year's Eve is no hour of other days.
  if (fact.dates.size > 0 && ![...claim.dates].some(date => fact.dates.has(date))) return false
  if (fact.weekdays.size === 0 || claim.weekdays.size === 0) return true
  return [...claim.weekdays].every(day => fact.weekdays.has(day))
}
