import { findLeaks, type Leak } from './claims/find-leaks.ts'
import type { BackedClaim, Evidence, UnbackedClaim, Verdict } from './evidence.ts'
import { gatherFacts } from './facts/fact-base.ts'
import { type Judged, judgeSentence } from './judge-sentence.ts'
import { type Sentence, splitSentences } from './text/split-sentences.ts'
import { unmaskText } from './text/unmask-text.ts'
import { tidyReply } from './tidy-reply.ts'

/**
 * Holds every price, discount, percentage, date, time, duration, guarantee and booking of a reply against the evidence, and looks
 * for what must not leave. Pure; fails closed: a figure that cannot be understood is unbacked.
 */
export function guardReply(reply: string, evidence: Evidence): Verdict {
  const judged = judgeSentences(splitSentences(reply), evidence, findLeaks(reply, evidence))
  const kept = judged.filter(({ unbacked }) => unbacked.length === 0)
  const dropped = new Set(judged.filter(({ unbacked }) => unbacked.length > 0).map(({ sentence }) => sentence))
  return {
    unbacked: judged.flatMap(({ unbacked }) => unbacked),
    // What is dropped promises nothing, not even what was true in it.
    backed: kept.flatMap(({ backed }) => backed),
    cleaned:
      dropped.size === 0
        ? reply
        : tidyReply(
            judged.map(({ sentence }) => sentence),
            dropped,
          ),
  }
}

interface JudgedSentence extends Omit<Verdict, 'cleaned'> {
  readonly sentence: Sentence
}

function judgeSentences(
  sentences: readonly Sentence[],
  evidence: Evidence,
  leaks: readonly Leak[],
): readonly JudgedSentence[] {
  const base = gatherFacts(evidence)
  let start = 0
  let before = ''
  return sentences.map(sentence => {
    const end = start + sentence.lead.length + sentence.text.length + sentence.tail.length
    const text = unmaskText(sentence.text)
    const claims = judgeSentence({ text, before, evidence, base })
    const leaked = leaks.filter(leak => leak.start < end && leak.end > start)
    if (text !== '') before = text
    start = end
    return { sentence, ...sortClaims(sentence, claims, leaked) }
  })
}

function sortClaims(
  { text: sentence }: Sentence,
  claims: readonly Judged[],
  leaked: readonly Leak[],
): Omit<Verdict, 'cleaned'> {
  const backed: BackedClaim[] = []
  const unbacked: UnbackedClaim[] = []
  for (const { kind, claim, source } of claims) {
    if (source === null) unbacked.push({ kind, claim, sentence })
    else backed.push({ kind, claim, source })
  }
  return {
    backed,
    unbacked: [...unbacked, ...leaked.map(({ text }) => ({ kind: 'leak' as const, claim: text, sentence }))],
  }
}
