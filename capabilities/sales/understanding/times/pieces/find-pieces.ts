import type { DateTime } from 'luxon'
import type { Meaning, Piece, Rule } from '../piece.ts'
import { chineseRules } from '../rules/chinese-rules.ts'
import { decoyRules } from '../rules/decoys.ts'
import { englishBareRules, englishClockRules, englishDayRules, englishPartRules } from '../rules/english-rules.ts'
import { russianBareRules, russianClockRules, russianPartRules } from '../rules/russian-clocks.ts'
import { russianDayRules } from '../rules/russian-days.ts'
import { thaiBareRules, thaiRules } from '../rules/thai-rules.ts'
import { writtenBareRules, writtenClockRules, writtenDateRules } from '../rules/written-rules.ts'
import { type Batch, batch } from './batch-rules.ts'
import { findEdge } from './find-edge.ts'
import { readWithChrono } from './read-with-chrono.ts'

const writtenDates = batch([...decoyRules, ...writtenDateRules])
const writtenClocks = batch(writtenClockRules)
const writtenBare = batch(writtenBareRules)
const englishBare = batch(englishBareRules)
const languages = [
  {
    script: /\p{Script=Cyrillic}/u,
    sure: batch([...russianDayRules, ...russianPartRules, ...russianClockRules]),
    bare: batch(russianBareRules),
  },
  {
    script: /[a-z]/,
    sure: batch([...englishDayRules, ...englishPartRules, ...englishClockRules]),
    bare: englishBare,
  },
  { script: /\p{Script=Han}/u, sure: batch(chineseRules), bare: [] },
  { script: /\p{Script=Thai}/u, sure: batch(thaiRules), bare: batch(thaiBareRules) },
]
const blank = '\u0000'

/** All that `text` (folded) says about time, in its order. What one rule has read no later rule sees. */
export function findPieces(text: string, now: DateTime): readonly Piece[] {
  const spoken = languages.filter(({ script }) => script.test(text))
  const board: Board = { text, left: text, now, pieces: [] }
  apply(board, writtenDates)
  for (const { sure } of spoken) apply(board, sure)
  apply(board, writtenClocks)
  for (const { index, end, meanings } of readWithChrono(board.left, now))
    take(board, { index, end, meanings, isBare: false })
  apply(board, writtenBare)
  for (const { bare } of spoken) apply(board, bare)
  if (spoken.length === 0) apply(board, englishBare)
  return board.pieces.toSorted((one, other) => one.index - other.index)
}

interface Board {
  readonly text: string
  /** The text with everything blanked that was read. */
  left: string
  readonly now: DateTime
  readonly pieces: Piece[]
}

function apply(board: Board, batches: readonly Batch[]): void {
  for (const { any, rules } of batches) {
    if (!any.test(board.left)) continue
    for (const rule of rules) applyRule(board, rule)
  }
}

function applyRule(board: Board, rule: Rule): void {
  // Most rules find nothing, and matchAll costs a copy of the pattern.
  if (board.left.search(rule.pattern) < 0) return
  for (const match of board.left.matchAll(rule.pattern)) {
    const meaning = rule.read(match, board.now)
    if (meaning === null) continue
    const meanings = 'kind' in meaning ? [meaning] : meaning
    take(board, { index: match.index, end: match.index + match[0].length, meanings, isBare: rule.isBare ?? false })
  }
}

function take(
  board: Board,
  found: { index: number; end: number; meanings: readonly Meaning[]; isBare: boolean },
): void {
  const { index, end, meanings, isBare } = found
  board.left = board.left.slice(0, index) + blank.repeat(end - index) + board.left.slice(end)
  for (const meaning of meanings) {
    if (meaning.kind !== 'nothing') board.pieces.push({ ...findEdge(board.text, { index, end }), meaning, isBare })
  }
}
