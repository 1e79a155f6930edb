import { expect, it } from 'vitest'
import type { Stage } from '../stages/stage.ts'
import { nextFollowUp } from './next-follow-up.ts'

const text = { ru: 'Как дела?', en: 'How are things?' }
const followUps = [
  { afterHours: 24, stages: ['presentation' as const, 'objections' as const], text },
  { afterHours: 72, stages: [], text },
]

it.each<readonly [Stage, number, { number: number; dueAt: number } | null]>([
  ['presentation', 0, { number: 1, dueAt: 24 * 3_600_000 }],
  ['presentation', 1, { number: 2, dueAt: 72 * 3_600_000 }],
  ['presentation', 2, null],
  ['needs_discovery', 0, { number: 2, dueAt: 72 * 3_600_000 }],
  ['summary', 0, null],
])('in %s after %i sent comes %j', (stage, sent, expected) => {
  expect(nextFollowUp(followUps, { stage, sent, lastMessageAt: 0 })).toEqual(expected)
})
