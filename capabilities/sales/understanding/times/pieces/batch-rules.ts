import type { Rule } from '../piece.ts'

/** Rules in their order, and one pattern that matches wherever any of them does. */
export interface Batch {
  readonly any: RegExp
  readonly rules: readonly Rule[]
}

// Measured: with fewer the common patterns cost more than they save, with more too many rules are tried for one that fits.
const rulesTogether = 8

/** A message says little about time: one look tells that none of several rules has anything to read. */
export function batch(rules: readonly Rule[]): readonly Batch[] {
  const batches: Batch[] = []
  for (let first = 0; first < rules.length; first += rulesTogether) {
    const some = rules.slice(first, first + rulesTogether)
    batches.push({ any: new RegExp(some.map(unite).join('|'), 'u'), rules: some })
  }
  return batches
}

function unite({ pattern }: Rule): string {
  return `(?:${pattern.source})`
}
