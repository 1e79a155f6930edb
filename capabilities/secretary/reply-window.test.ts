import { expect, it } from 'vitest'
import { closingOf, isWindowOpen } from './reply-window.ts'

const minuteMs = 60_000
const heardAt = Date.UTC(2026, 0, 14, 9)

// By minute around the 24 hours after which Telegram refuses; the last minute is left to the way there.
it.each([
  [0, true],
  [1, true],
  [12 * 60, true],
  [23 * 60, true],
  [24 * 60 - 3, true],
  [24 * 60 - 2, true],
  [24 * 60 - 1, false],
  [24 * 60, false],
  [24 * 60 + 1, false],
  [24 * 60 + 2, false],
  [48 * 60, false],
])('%i minutes after the client’s last message the window is open: %s', (minutes, isOpen) => {
  expect(isWindowOpen(closingOf(heardAt), heardAt + minutes * minuteMs)).toBe(isOpen)
})

it('is not open where the client has never written', () => {
  expect(isWindowOpen(null, heardAt)).toBe(false)
})
