import { describe, expect, it } from 'vitest'
import { formatStart, formatStretch } from './format-time.ts'

const friday = Date.UTC(2026, 0, 16, 12)
const hourMs = 3_600_000

describe('a time as a client reads it', () => {
  it('names day, time and zone', () => {
    expect(formatStart(friday, 'Europe/Moscow', 'ru')).toMatch(/пт, 16 января.*15:00 \(GMT\+3\)/)
    expect(formatStart(friday, 'Asia/Bangkok', 'en')).toMatch(/Fri,? 16 January.*19:00 \(GMT\+7\)/)
  })

  it('follows daylight saving of the client’s zone', () => {
    const [winter, summer] = [Date.UTC(2026, 2, 28, 12), Date.UTC(2026, 2, 30, 12)]
    expect(formatStart(winter, 'Europe/Berlin', 'en')).toContain('13:00')
    expect(formatStart(summer, 'Europe/Berlin', 'en')).toContain('14:00')
  })

  it.each([
    ['minute', 1 / 60, /пт, 16 января.*15:00 \(GMT\+3\)/],
    ['day', 24, /^пт, 16 января$/],
    ['daypart', 3, /15:00\D+17:59/],
    ['week', 24 * 7, /^16\D+23 января$/],
  ] as const)('is as exact as what was said: a %s', (precision, hours, words) => {
    expect(formatStretch({ from: friday, to: friday + hours * hourMs, precision }, 'Europe/Moscow', 'ru')).toMatch(
      words,
    )
  })
})
