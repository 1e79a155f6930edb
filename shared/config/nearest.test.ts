import { expect, test } from 'vitest'
import { describeUnknown, findNearest } from './nearest.ts'

const keys = ['bot_token', 'mode', 'webhook_url', 'debounce_ms']

test.each([
  ['bot_tokn', 'bot_token'],
  ['bto_token', 'bot_token'],
  ['BOT_TOKEN', 'bot_token'],
  ['webhok_ulr', 'webhook_url'],
  ['mdoe', 'mode'],
])('%s was meant to be %s', (word, meant) => expect(findNearest(word, keys)).toBe(meant))

test.each(['password', 'x', '', 'time'])('nothing is near %j', word => expect(findNearest(word, keys)).toBeNull())

test('the nearest of several is named', () => {
  expect(findNearest('timeout', ['timeouts', 'timeot_x', 'timer'])).toBe('timeouts')
})

test('half a key is a hint too, and nothing is guessed where nothing is near', () => {
  const unknown = { what: 'key', known: keys, live: ['bot_token', 'mode'] } as const
  expect(describeUnknown({ ...unknown, word: 'token' })).toBe(
    'found an unknown key, did you mean bot_token? allowed: bot_token, mode',
  )
  expect(describeUnknown({ ...unknown, word: 'colour' })).toBe('found an unknown key; allowed: bot_token, mode')
})
