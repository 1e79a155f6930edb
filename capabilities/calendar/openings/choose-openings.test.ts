import { describe, expect, it } from 'vitest'
import { leaveOutMeeting } from './leave-out-meeting.ts'
import { matchOpening } from './match-opening.ts'
import { pickVaried } from './pick-varied.ts'

const hour = 3_600_000
const day = 24 * hour
/** Midnight in Moscow, which is UTC+3. */
const midnight = Date.UTC(2026, 10, 23, 21)
const onDay = (index: number, hours: readonly number[]) => hours.map(at => midnight + index * day + at * hour)
const morning = [9, 9.5, 10, 10.5, 11]

describe('a first offer', () => {
  it('takes the first of each half-day', () => {
    const openings = [...onDay(0, [...morning, 14, 15, 16]), ...onDay(1, morning)]
    expect(pickVaried(openings, 3, 'Europe/Moscow')).toEqual([...onDay(0, [9, 14]), ...onDay(1, [9])])
  })

  it('spreads over one morning when there is nothing else', () => {
    expect(pickVaried(onDay(0, morning), 3, 'Europe/Moscow')).toEqual(onDay(0, [9, 10, 11]))
    expect(pickVaried(onDay(0, morning), 2, 'Europe/Moscow')).toEqual(onDay(0, [9, 11]))
  })

  it('shares between two half-days, in order, and gives all there is when that is less', () => {
    const few = onDay(0, [9, 10, 14])
    expect(pickVaried(few, 3, 'Europe/Moscow')).toEqual(few)
    expect(pickVaried(few, 5, 'Europe/Moscow')).toEqual(few)
    expect(pickVaried([], 3, 'Europe/Moscow')).toEqual([])
  })
})

describe('a wish', () => {
  const openings = onDay(0, [9, 10, 15, 16])
  const wish = (from: number, to: number, precision: 'minute' | 'daypart' | 'day') => ({
    from: midnight + from * hour,
    to: midnight + to * hour,
    precision,
  })

  it('for a minute that is open is met exactly', () => {
    expect(matchOpening(openings, wish(15, 15 + 1 / 60, 'minute'))).toEqual({
      kind: 'exact',
      startsAt: midnight + 15 * hour,
    })
  })

  it('for a part of the day is met by what is open in it', () => {
    expect(matchOpening(openings, wish(12, 18, 'daypart'))).toEqual({ kind: 'within', openings: onDay(0, [15, 16]) })
    expect(matchOpening(openings, wish(10, 15, 'daypart'))).toEqual({ kind: 'within', openings: onDay(0, [10]) })
  })

  it('that nothing meets gets the nearest, on either side', () => {
    expect(matchOpening(openings, wish(13.5, 13.5 + 1 / 60, 'minute'))).toEqual({
      kind: 'none',
      nearest: onDay(0, [15, 16, 10]),
    })
    expect(matchOpening([], wish(0, 24, 'day'))).toEqual({ kind: 'none', nearest: [] })
  })
})

it('a meeting to be moved frees only what is exactly its own', () => {
  const own = { from: midnight, to: midnight + hour }
  const longer = { from: midnight, to: midnight + 2 * hour }
  expect(leaveOutMeeting([own, longer], { startsAt: midnight, minutes: 60 })).toEqual([longer])
})
