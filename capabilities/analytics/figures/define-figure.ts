import type { Counts } from './read-counts.ts'

export interface Words {
  readonly en: string
  readonly ru: string
}

/** What figures are computed from. */
export interface FigureFacts {
  readonly counts: Counts
  /** The part of the period that lies at least seven days back. */
  readonly settled: Counts
  readonly prices: Prices
}

/** What the model server costs, in `currency`; null where the owner has not said. */
export interface Prices {
  readonly currency: string
  readonly perMillionPromptTokens: number | null
  readonly perMillionCompletionTokens: number | null
}

export type Unit =
  /** A whole number from 0. */
  | 'count'
  /** 0..1; null when there is nothing to divide by. */
  | 'rate'
  /** Null when it never happened. */
  | 'milliseconds'
  /** From 0; null when there is nothing to divide by. */
  | 'ratio'
  /** In the currency of the prices; null without prices. */
  | 'money'

/** A metric: what it is called, what it means in words, and how it is read, in one place. */
export interface Figure {
  readonly unit: Unit
  readonly title: Words
  /** Stands in the OpenAPI document and under reports. */
  readonly meaning: Words
  readonly read: (facts: FigureFacts) => number | null
}

/** Null when there is nothing to divide by. */
export function divide(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
