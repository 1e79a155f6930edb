import type { Span } from '../slot-kind.ts'

/** The sentence in which a span stands, its end mark included. */
export function sentenceAround(text: string, span: Span): Span {
  return segmentAround(text, span, /[.!?…;\n]+(?=\s|$)/gu)
}

/** The part of a sentence between commas, «и» / "and", «а» and «но» / "but". A decimal comma parts nothing. */
export function clauseAround(text: string, span: Span): Span {
  return segmentAround(text, span, /[.!?…;\n]+(?=\s|$)|,(?!\d)|(?<![\p{L}\p{N}])(?:и|а|но|and|but)(?![\p{L}\p{N}])/giu)
}

function segmentAround(text: string, { start, end }: Span, border: RegExp): Span {
  let from = 0
  for (const match of text.matchAll(border)) {
    const after = match.index + match[0].length
    if (match.index >= end) return { start: from, end: after }
    if (after <= start) from = after
  }
  return { start: from, end: text.length }
}
