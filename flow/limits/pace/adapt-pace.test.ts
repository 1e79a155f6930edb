import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adaptPace } from './adapt-pace.ts'

const base = { perMinute: 28, perHour: 600 }
const minuteMs = 60_000
const rules = { reductionPercent: 20, recoveryPercent: 10, recoveryMs: 5 * minuteMs }

/** The pace right after so many flood waits at once, and so many quiet minutes later. */
function paceAfter(floodWaits: number, quietMinutes = 0) {
  return adaptPace(base, Array<number>(floodWaits).fill(0), rules, quietMinutes * minuteMs)
}

describe('the pace of all people together', () => {
  it('is the one of the settings while Telegram asks for nothing', () => {
    expect(adaptPace(base, [], rules, 0)).toEqual(base)
  })

  it('goes down by a fifth at each flood wait, as in the earlier system', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8].map(count => paceAfter(count).perMinute)
    expect(minutes).toEqual([22, 17, 13, 10, 8, 6, 4, 3])
    expect(paceAfter(1).perHour).toBe(480)
  })

  it('never goes below one message a minute and ten an hour', () => {
    expect(paceAfter(100)).toEqual({ perMinute: 1, perHour: 10 })
  })

  it('rises by a tenth per quiet five minutes, and not before', () => {
    expect(paceAfter(1, 4).perMinute).toBe(22)
    expect(paceAfter(1, 5).perMinute).toBe(24)
    expect(paceAfter(1, 15).perMinute).toBe(28)
  })

  it('does not stay at nine, where the earlier system stuck until it was restarted', () => {
    expect(paceAfter(5, 5).perMinute).toBe(9)
    expect(paceAfter(5, 10).perMinute).toBe(10)
  })

  it('comes back to the settings exactly, from wherever it was', () => {
    const settings = fc.record({
      perMinute: fc.integer({ min: 1, max: 500 }),
      perHour: fc.integer({ min: 1, max: 9000 }),
    })
    const percents = fc.record({ reductionPercent: fc.nat(100), recoveryPercent: fc.nat(100) })
    fc.assert(
      fc.property(settings, percents, fc.integer({ min: 0, max: 50 }), (pace, own, floodWaits) => {
        const all = { ...own, recoveryMs: 1 }
        const history = Array<number>(floodWaits).fill(0)
        expect(adaptPace(pace, history, all, 10_000)).toEqual(pace)
        const lowered = adaptPace(pace, history, all, 0)
        expect(lowered.perMinute).toBeGreaterThanOrEqual(1)
        expect(lowered.perMinute).toBeLessThanOrEqual(pace.perMinute)
      }),
    )
  })
})
