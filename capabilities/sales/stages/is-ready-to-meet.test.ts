import { expect, it } from 'vitest'
import { isReadyToMeet } from './is-ready-to-meet.ts'

const qualification = {
  threshold: 60,
  readySlots: ['client_name', 'company_name', 'contact', 'main_problems', 'goal'],
  maxMissing: 2,
}

it.each([
  [[], false],
  [['client_name', 'contact'], false],
  [['client_name', 'contact', 'goal'], true],
  [['client_name', 'contact', 'budget_band', 'deadline'], false],
])('with %j known, a meeting may be offered: %j', (filled, isReady) => {
  expect(isReadyToMeet(new Set(filled), qualification)).toBe(isReady)
})
