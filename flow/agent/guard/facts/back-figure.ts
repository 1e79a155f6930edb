import type { Figure } from '../figures/figure.ts'
import { type ClaimWords, type FactBase, scoreFit } from './fact-base.ts'
import type { Fact } from './read-source.ts'

/** A figure of a reply with what the reply says around it. */
export interface FigureClaim {
  readonly figure: Figure
  readonly words: ClaimWords
  /** Words of the sentence, and what is known of none of them. */
  readonly isAboutUnknown: boolean
  readonly script: 'cyrillic' | 'latin' | 'other'
  /** What its clause says the figure is for. */
  readonly roles: ReadonlySet<string>
  /** The same for all that was said near it, by the client too. */
  readonly wideRoles: ReadonlySet<string>
  readonly weekdays: ReadonlySet<number>
}

// Equal but for the order of additions.
const tolerance = 1e-6

/**
 * The source of a fact that says the same about the same thing; null when there is none. A fact with another value that fits the
 * words of the claim better shows that the claim took a value from its neighbour.
 */
export function backFigure(claim: FigureClaim, base: FactBase): string | null {
  const rivals = base.facts.filter(({ item }) => isRival(item.figure, claim.figure))
  const matching = rivals.filter(({ item }) => saysTheSame(item, claim, base))
  let best: { readonly source: string; readonly score: number; readonly fact: Fact } | null = null
  for (const { source, item } of matching) {
    const score = scoreFit(item, claim.words, base.weightOf)
    if (best === null || score > best.score) best = { source, score, fact: item }
  }
  if (best === null) return null
  if (claim.isAboutUnknown && scriptOf(best.fact.row) === claim.script) return null
  const same = new Set(matching.map(({ item }) => item))
  const strongest = Math.max(
    0,
    ...rivals
      .filter(({ item }) => !same.has(item) && !isSameValue(item.figure, claim.figure))
      .map(({ item }) => scoreFit(item, claim.words, base.weightOf)),
  )
  return best.score + tolerance >= strongest ? best.source : null
}

function isRival(fact: Figure, claim: Figure): boolean {
  const [one, other] = [fact.unit.kind, claim.unit.kind]
  if (one === other) return true
  return (
    (one === 'money' && other === 'plain') ||
    (one === 'plain' && other === 'money') ||
    (one === 'date' && other === 'month')
  )
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
    (fact.figure.bound === null || fact.figure.bound === figure.bound) &&
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
  if (claim.figure.unit.kind !== 'clock' || fact.weekdays.size === 0 || claim.weekdays.size === 0) return true
  return [...claim.weekdays].every(day => fact.weekdays.has(day))
}

/** The script in which most of the words are written; short ones and names do not decide. */
export function scriptOf(words: Iterable<string>): FigureClaim['script'] {
  let cyrillic = 0
  let latin = 0
  for (const word of words) {
    if (/\p{Script=Cyrillic}/u.test(word)) cyrillic++
    else if (/[a-z]/.test(word)) latin++
  }
  if (cyrillic === 0 && latin === 0) return 'other'
  return cyrillic >= latin ? 'cyrillic' : 'latin'
}
