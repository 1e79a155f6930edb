import type { ClaimKind } from '../evidence.ts'

/** What a figure measures. `plain` counts something, or says nothing of what it is. */
export type FigureUnit =
  | { readonly kind: 'money' /** ISO 4217; null: a sum of whatever. */; readonly currency: string | null }
  | { readonly kind: 'percent' }
  | { readonly kind: 'minutes' }
  | { readonly kind: 'workdays' }
  | { readonly kind: 'months' }
  | { readonly kind: 'meters' }
  | { readonly kind: 'square-meters' }
  | { readonly kind: 'degrees' }
  | { readonly kind: 'plain' }
  /** Minutes of the day. */
  | { readonly kind: 'clock' }
  /** ISO, Monday is 1. */
  | { readonly kind: 'weekday' }
  /** Month × 100 + day. */
  | { readonly kind: 'date' }
  | { readonly kind: 'month' }

/** A number that a text states, with all that its meaning hangs on. A range is two figures: a lower bound and an upper one. */
export interface Figure {
  readonly unit: FigureUnit
  /** What it may mean; more than one for «в 3». None: it cannot be read, so nothing can back it. */
  readonly values: readonly number[]
  readonly bound: 'min' | 'max' | null
  /** «в месяц», "per person"; null when it stands alone. */
  readonly per: string | null
  /** A day counted from today. */
  readonly isRelative: boolean
  readonly text: string
  readonly index: number
}

export function kindOf(unit: FigureUnit): ClaimKind {
  switch (unit.kind) {
    case 'money':
      return 'price'
    case 'percent':
      return 'percentage'
    case 'minutes':
    case 'workdays':
    case 'months':
      return 'duration'
    case 'clock':
      return 'time'
    case 'weekday':
    case 'date':
    case 'month':
      return 'date'
    default:
      return 'figure'
  }
}

export function isMoment({ unit }: Figure): boolean {
  return unit.kind === 'clock' || unit.kind === 'weekday' || unit.kind === 'date' || unit.kind === 'month'
}

/** The values of all figures of one kind. */
export function valuesOf(figures: readonly Figure[], kind: FigureUnit['kind']): ReadonlySet<number> {
  return new Set(figures.flatMap(({ unit, values }) => (unit.kind === kind ? values : [])))
}
