import type { DateTime } from 'luxon'
import type { Meaning, Piece, Rule } from '../piece.ts'
import { chineseRules } from '../rules/chinese-rules.ts'
import { decoyRules } from '../rules/decoys.ts'
import { englishBareRules, englishClockRules, englishDayRules, englishPartRules } from '../rules/english-rules.ts'
import { russianBareRules, russianClockRules, russianPartRules } from '../rules/russian-clocks.ts'
import { russianDayRules } from '../rules/russian-days.ts'
import { thaiBareRules, thaiRules } from '../rules/thai-rules.ts'
import { writtenBareRules, writtenClockRules, writtenDateRules } from '../rules/written-rules.ts'
import { findEdge } from './find-edge.ts'
import { readWithChrono } from './read-with-chrono.ts'

const languages = [
  {
    script: /\p{Script=Cyrillic}/u,
    sure: [...russianDayRules, ...russianPartRules, ...russianClockRules],
    bare: russianBareRules,
  },
  { script: /[a-z]/, sure: [...englishDayRules, ...englishPartRules, ...englishClockRules], bare: englishBareRules },
  { script: /\p{Script=Han}/u, sure: chineseRules, bare: [] },
  { script: /\p{Script=Thai}/u, sure: thaiRules, bare: thaiBareRules },
]
const blank = '\u0000'

/** All that `text` (folded) says about time, in its order. What one rule has read no later rule sees. */
export function findPieces(text: string, now: DateTime): readonly Piece[] {
  const spoken = languages.filter(({ script }) => script.test(text))
  const bare = spoken.length === 0 ? englishBareRules : spoken.flatMap(language => language.bare)
  const board: Board = { text, left: text, now, pieces: [] }
  apply(board, [...decoyRules, ...writtenDateRules])
  apply(
    board,
    spoken.flatMap(language => language.sure),
  )
  apply(board, writtenClockRules)
  for (const { index, end, meanings } of readWithChrono(board.left, now))
    take(board, { index, end, meanings, isBare: false })
  apply(board, [...writtenBareRules, ...bare])
  return board.pieces.toSorted((one, other) => one.index - other.index)
}

interface Board {
  readonly text: string
  /** The text with everything blanked that was read. */
  left: string
  readonly now: DateTime
  readonly pieces: Piece[]
}

function apply(board: Board, rules: readonly Rule[]): void {
  for (const rule of rules) {
    // Most rules find nothing, and matchAll costs a copy of the pattern.
    if (board.left.search(rule.pattern) < 0) continue
    for (const match of board.left.matchAll(rule.pattern)) {
      const meaning = rule.read(match, board.now)
      if (meaning === null) continue
      const meanings = 'kind' in meaning ? [meaning] : meaning
      take(board, { index: match.index, end: match.index + match[0].length, meanings, isBare: rule.isBare ?? false })
    }
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
