import type { Evidence } from './evidence.ts'
import { guardReply } from './guard-reply.ts'
import { cutWords } from './text/cut-words.ts'
import { type Sentence, splitSentences } from './text/split-sentences.ts'
import { tidyReply } from './tidy-reply.ts'

// A leak is a stretch of eight words and may reach over the end of a sentence: with so many words behind it, it would be seen by now.
const wordsBehind = 8

/**
 * Of a reply that is still being written, what may be shown already: whole sentences that the guard lets pass, up to the first that
 * it does not. Nothing in it will be taken out by the guard, whatever follows. May be empty. Pure.
 */
export function safeBeginning(soFar: string, evidence: Evidence): string {
  return judgeSettled(soFar, takeSettled(splitSentences(soFar)), evidence)
}

/** The same of a reply that grows: asked again before another sentence has come, it need not judge again. */
export function followSafely(soFar: () => string, evidence: Evidence): () => string {
  let judged = 0
  let safe = ''
  return () => {
    const text = soFar()
    const settled = takeSettled(splitSentences(text))
    if (settled.length !== judged) safe = judgeSettled(text, settled, evidence)
    judged = settled.length
    return safe
  }
}

function judgeSettled(soFar: string, settled: readonly Sentence[], evidence: Evidence): string {
  if (settled.length === 0) return ''
  const bad = new Set(guardReply(soFar, evidence).unbacked.map(({ sentence }) => sentence))
  const firstBad = settled.findIndex(({ text }) => bad.has(text))
  const passed = firstBad === -1 ? settled : settled.slice(0, firstBad)
  return tidyReply(dropIntroductions(passed), new Set())
}

/** The sentences whose end will not move any more, and on which nothing that follows can throw another light. */
function takeSettled(sentences: readonly Sentence[]): readonly Sentence[] {
  let words = 0
  let end = sentences.length
  while (end > 0 && words < wordsBehind) {
    end--
    words += cutWords(sentences[end]?.text ?? '').length
  }
  return words < wordsBehind ? [] : sentences.slice(0, end)
}

/** A heading, and a line that introduces a list, go with the list if the guard takes that out. */
function dropIntroductions(sentences: readonly Sentence[]): readonly Sentence[] {
  const last = sentences.findLastIndex(
    ({ lead, text }) => text !== '' && !/[:：]\**\s*$/.test(text) && !/^\s*#{1,6}\s/.test(lead),
  )
  return sentences.slice(0, last + 1)
}
