import { expect, it } from 'vitest'
import { exportAddress, isNarrowed, parseChoice } from './lead-choice.ts'

it('reads an address, and leaves out what it says wrongly', () => {
  expect(parseChoice({})).toEqual({ view: 'table', sort: '-created_at' })
  expect(parseChoice({ view: 'board', stage: 'summary', q: 12, min_fit_score: '60', has_meeting: true })).toEqual({
    ...{ view: 'board', sort: '-created_at', stage: 'summary', q: '12', min_fit_score: 60, has_meeting: 'true' },
  })
  expect(parseChoice({ view: 'x', stage: 'x', sort: 'name', min_fit_score: 'x', has_meeting: 'x', q: ' ' })).toEqual({
    view: 'table',
    sort: '-created_at',
  })
})

it('knows whether something is left out', () => {
  expect(isNarrowed(parseChoice({ view: 'board', sort: '-fit_score' }))).toBe(false)
  expect(isNarrowed(parseChoice({ q: 'anna' }))).toBe(true)
})

it('asks for the file of what is shown', () => {
  expect(exportAddress(parseChoice({ q: 'Анна & Co', stage: 'summary' }), 'csv', 'ru')).toBe(
    `/api/v1/leads/export?sort=-created_at&q=${new URLSearchParams([['', 'Анна & Co']]).toString().slice(1)}&stage=summary&format=csv&bom=true`,
  )
})
