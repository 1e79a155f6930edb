import { findLeaks, type Leak } from './claims/find-leaks.ts'
import type { BackedClaim, Evidence, UnbackedClaim, Verdict } from './evidence.ts'
import { gatherFacts } from './facts/fact-base.ts'
import { judgeSentence } from './judge-sentence.ts'
import { type Sentence, splitSentences } from './text/split-sentences.ts'
import { unmaskText } from './text/unmask-text.ts'
import { tidyReply } from './tidy-reply.ts'

/**
 * Holds every price, discount, percentage, date, time, duration, guarantee and booking of a reply against the evidence, and looks
 * for what must not leave. Pure; fails closed: a figure that cannot be understood is unbacked.
 */
export function guardReply(reply: string, evidence: Evidence): Verdict {
  const base = gatherFacts(evidence, { nowMs: evidence.nowMs, timeZone: evidence.timeZones[0] ?? 'UTC' })
  const sentences = splitSentences(reply)
  const leaks = findLeaks(reply, evidence)
  const backed: BackedClaim[] = []
  const unbacked: UnbackedClaim[] = []
  const dropped = new Set<Sentence>()
  let start = 0
  let before = ''
  for (const sentence of sentences) {
    const end = start + sentence.lead.length + sentence.text.length + sentence.tail.length
    const text = unmaskText(sentence.text)
    const judged = judgeSentence({ text, before, evidence, base })
    const leaked = leaks.filter(leak => overlaps(leak, start, end))
    for (const { kind, claim, source } of judged) {
      if (source === null) unbacked.push({ kind, claim, sentence: sentence.text })
      else backed.push({ kind, claim, source })
    }
    unbacked.push(...leaked.map(({ text }): UnbackedClaim => ({ kind: 'leak', claim: text, sentence: sentence.text })))
    if (leaked.length > 0 || judged.some(({ source }) => source === null)) dropped.add(sentence)
    if (text !== '') before = text
    start = end
  }
  const isClean = dropped.size === 0
  return {
    unbacked,
    // What is dropped promises nothing, not even what was true in it.
    backed: isClean ? backed : backed.filter(({ claim }) => isKept(claim, sentences, dropped)),
    cleaned: isClean ? reply : tidyReply(sentences, dropped),
  }
}

function overlaps(leak: Leak, start: number, end: number): boolean {
  return leak.start < end && leak.end > start
}

function isKept(claim: string, sentences: readonly Sentence[], dropped: ReadonlySet<Sentence>): boolean {
  return sentences.some(sentence => !dropped.has(sentence) && unmaskText(sentence.text).includes(claim))
}
