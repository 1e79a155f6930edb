import type { Evidence } from './evidence.ts'
import { dateContextOf, type FactBase } from './facts/fact-base.ts'
import type { Figure } from './figures/figure.ts'
import { readFigures } from './figures/read-figures.ts'
import { lazily } from './text/lazily.ts'
import { type Segment, splitSegments } from './text/split-segments.ts'

export interface SentenceParts {
  /** Unmasked. */
  readonly text: string
  /** The sentence before it, unmasked; empty for the first. */
  readonly before: string
  readonly evidence: Evidence
  readonly base: FactBase
}

/** A sentence of a reply with its figures. What is costly to know of it is found out when it is first asked. */
export interface Sentence extends SentenceParts {
  readonly figures: readonly Figure[]
  readonly segments: () => readonly Segment[]
  /** Whether a pattern is found in it; each is tried once, however many of its figures ask. */
  readonly says: (pattern: RegExp) => boolean
}

export function readSentence(parts: SentenceParts): Sentence {
  const { text, evidence } = parts
  const tried = new Map<RegExp, boolean>()
  return {
    ...parts,
    figures: readFigures(hideNames(text), dateContextOf(evidence)),
    segments: lazily(() => splitSegments(text)),
    says: pattern => {
      const isFound = tried.get(pattern) ?? pattern.test(text)
      tried.set(pattern, isFound)
      return isFound
    },
  }
}

// «m1-13-0», "v2.3", "msg12": a mark, a version, a file; unless its letters are a currency or m2.
const names =
  /(?<![a-zа-я\d])(?<![\p{L}\p{N}])(?!(?:usd|eur|rub|rur|thb|gbp|cny|kzt|uah)\d|m[23](?![\p{N}_-]))[a-z]+\d[\p{L}\p{N}]*(?:[-_.][\p{L}\p{N}]+)*/gu

/** Numbers within names measure nothing. The length stays, so that places do. */
function hideNames(text: string): string {
  if (!/\d/.test(text)) return text
  return text.replaceAll(names, name => ' '.repeat(name.length))
}
