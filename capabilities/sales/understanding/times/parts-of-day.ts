import type { PartOfDay } from './piece.ts'

/** What clients mean by a part of the day, in hours of their own clock: from inclusive, to exclusive. */
export const partsOfDay = {
  earlyMorning: part(7, 9),
  morning: part(9, 12),
  beforeLunch: part(9, 12),
  lunch: part(12, 14),
  daytime: part(12, 18),
  afterLunch: part(13, 18),
  towardEvening: part(16, 19),
  evening: part(18, 21),
  lateEvening: part(20, 23),
  night: part(22, 24),
  workingHours: part(9, 18),
} as const satisfies Record<string, PartOfDay>

function part(fromHour: number, toHour: number): PartOfDay {
  return { kind: 'part-of-day', fromHour, toHour }
}
