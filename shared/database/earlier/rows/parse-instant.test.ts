import { expect, it } from 'vitest'
import { parseInstant } from './parse-instant.ts'

it.each([
  ['2026-01-14 09:30:00.123456', '2026-01-14T09:30:00.123Z'],
  ['2026-01-14 09:30:00', '2026-01-14T09:30:00.000Z'],
  ['2026-01-14T09:30:00.5', '2026-01-14T09:30:00.500Z'],
  ['2026-01-14 09:30', '2026-01-14T09:30:00.000Z'],
  ['2026-01-14T09:30:00Z', '2026-01-14T09:30:00.000Z'],
  ['2026-01-14T12:30:00.123456+03:00', '2026-01-14T09:30:00.123Z'],
  ['2026-01-14 12:30:00+0300', '2026-01-14T09:30:00.000Z'],
])('reads %s as %s, whatever the zone of this machine', (text, expected) => {
  expect(parseInstant(text)).toBe(Date.parse(expected))
})

it.each(['', 'yesterday', '2026-13-45 09:30:00', '14.01.2026', 1_768_383_000, null, undefined])(
  'reads no time in %s',
  value => {
    expect(parseInstant(value)).toBeNull()
  },
)
