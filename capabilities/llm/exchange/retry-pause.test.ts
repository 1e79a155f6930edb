import { describe, expect, it } from 'vitest'
import { parseRetryAfter, type RetryState, retryPause } from './retry-pause.ts'

const first: RetryState = { tries: 1, maxRetries: 2, leftMs: 30_000, retryAfterMs: null, chance: () => 0 }

describe('the pause before a retry', () => {
  it('doubles', () => {
    expect(retryPause('http_500', first)).toBe(250)
    expect(retryPause('http_500', { ...first, tries: 2 })).toBe(500)
  })

  it('is spread by chance, downwards only', () => {
    expect(retryPause('http_500', { ...first, chance: () => 0.999 })).toBeCloseTo(150, 0)
  })

  it('is never shorter than the server asks', () => {
    expect(retryPause('http_429', { ...first, retryAfterMs: 3000 })).toBe(3000)
    expect(retryPause('http_429', { ...first, retryAfterMs: 0 })).toBe(250)
  })

  it.each([
    ['the tries are used up', 'http_500', { ...first, tries: 3 }],
    ['the pause would outlast the deadline', 'http_429', { ...first, retryAfterMs: 30_000 }],
    ['the failure will not pass', 'http_401', first],
    ['the server is merely slow', 'first_token_timeout', first],
    ['the answer was empty', 'empty_answer', first],
    ['the circuit is open', 'breaker_open', first],
  ])('is none when %s', (_, code, state) => {
    expect(retryPause(code, state)).toBeNull()
  })
})

describe('Retry-After', () => {
  const nowMs = Date.UTC(2026, 0, 14, 9)

  it.each([
    ['3', 3000],
    ['0.5', 500],
    ['-1', 0],
    ['Wed, 14 Jan 2026 09:00:20 GMT', 20_000],
    ['Wed, 14 Jan 2026 08:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j is %j ms', (header, waitMs) => {
    expect(parseRetryAfter(header, nowMs)).toBe(waitMs)
  })
})
