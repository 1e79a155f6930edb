import { expect, it } from 'vitest'
import { modeAt } from './is-held.ts'

it.each([
  ['10:00-13:00, 22:00-08:00', '06:59', 'draft'],
  ['10:00-13:00, 22:00-08:00', '08:00', 'auto'],
  ['10:00-13:00, 22:00-08:00', '09:59', 'auto'],
  ['10:00-13:00, 22:00-08:00', '10:00', 'draft'],
  ['10:00-13:00, 22:00-08:00', '13:00', 'auto'],
  ['10:00-13:00, 22:00-08:00', '23:30', 'draft'],
  [null, '23:30', 'auto'],
] as const)('with %s, at %s by the clock of the business: %s', (draftHours, time, mode) => {
  // Moscow is three hours ahead of UTC all year.
  const nowMs = Date.parse(`2026-01-14T${time}:00+03:00`)
  expect(modeAt({ mode: 'auto', draftHours, timeZone: 'Europe/Moscow' }, nowMs)).toBe(mode)
})

it('answers wait at any hour where the settings say so', () => {
  expect(modeAt({ mode: 'draft', draftHours: null, timeZone: 'Europe/Moscow' }, 0)).toBe('draft')
})
