import { type Figure, kindOf } from '../figures/figure.ts'
import type { ClaimWords, FactBase, Rival } from './fact-base.ts'
import type { Fact } from './read-source.ts'

/** A figure of a reply with what the reply says around it. */
export interface FigureClaim {
  readonly figure: Figure
  /** Words of the figure's own clause are 1. */
  readonly words: ClaimWords
  /** How well each fact fits them. */
  readonly scores: () => Float64Array
  /** The same for the words of what was said before, by the client too. */
  readonly contextScores: () => Float64Array
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
  const rivals = base.rivalsOf(claim.figure.unit)
  const matching = rivals.filter(({ fact }) => saysTheSame(fact, claim, base))
  if (matching.length === 0) return null
  const own = claim.scores()
  // What was said before counts only when the sentence itself fits nothing.
  const scores = rivals.some(({ at }) => scoreAt(own, at) > 0) ? own : claim.contextScores()
  const best = matching.reduce((top, one) => (scoreAt(scores, one.at) > scoreAt(scores, top.at) ? one : top))
  if (isElsewhere(best.fact, claim)) return null
  const isOutdone = rivals.some(
    other => !isSameValue(other.fact.figure, claim.figure) && fitsBetter(other, best, { claim, scores }),
  )
  return isOutdone ? null : best.source
}

function scoreAt(scores: Float64Array, at: number): number {
  return scores[at] ?? 0
}

/** The sentence names something, and the fact is about nothing of it. Between two languages this cannot be told. */
function isElsewhere(fact: Fact, { nouns, script }: FigureClaim): boolean {
  if (nouns.size === 0 || fact.script !== script) return false
  for (const noun of nouns) if (fact.row.has(noun) || fact.ahead.has(noun)) return false
  return true
}

/** Of two that fit alike, the one whose nearest word the claim says is meant: «После пилота внедрение стоит …» is no price of the pilot. */
function fitsBetter(
  other: Rival,
  best: Rival,
  { claim, scores }: { readonly claim: FigureClaim; readonly scores: Float64Array },
): boolean {
  const lead = scoreAt(scores, other.at) - scoreAt(scores, best.at)
  if (Math.abs(lead) > tolerance) return lead > 0
  const isMeant = ({ fact }: Rival): boolean => fact.subject !== null && claim.words.get(fact.subject) === 1
  return isMeant(other) && !isMeant(best)
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
  const named = [...base.currencies()].filter(currency => currency !== '')
  return fact.unit.kind === 'money' && (named.length === 0 || named.includes(claim.unit.currency))
}

function sharesWeekday(fact: Fact, claim: FigureClaim): boolean {
  if (claim.figure.unit.kind !== 'clock') return true
  // An hour of New Year's Eve is no hour of other days.
  if (fact.dates.size > 0 && ![...claim.dates].some(date => fact.dates.has(date))) return false
  if (fact.weekdays.size === 0 || claim.weekdays.size === 0) return true
  return [...claim.weekdays].every(day => fact.weekdays.has(day))
}
