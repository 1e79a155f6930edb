import { describe, expect, it } from 'vitest'
import { createBreaker, type Verdict } from './breaker.ts'
import { createFakeClock } from './clock.ts'

const settings = { breakAfterFailures: 3, halfOpenAfterMs: 10_000 }

function openBreaker() {
  const clock = createFakeClock()
  const breaker = createBreaker<Verdict>(settings, { clock, judge: verdict => verdict })
  const answer = (verdict: Verdict) => breaker(async () => verdict)
  const fail = async (times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await answer('down')
  }
  return { clock, breaker, answer, fail }
}

function createPromise() {
  let resolve: (verdict: Verdict) => void = () => {}
  const promise = new Promise<Verdict>(settle => {
    resolve = settle
  })
  return { promise, resolve: (verdict: Verdict): void => resolve(verdict) }
}

describe('a breaker', () => {
  it('opens after so many failures in a row, and not before', async () => {
    const { answer, fail } = openBreaker()
    await fail(2)
    await answer('alive')
    await fail(2)
    expect(await answer('alive')).toBe('alive')
    await fail(3)
    expect(await answer('alive')).toBeNull()
  })

  it('lets one try through when the time has come, and refuses the others meanwhile', async () => {
    const { answer, breaker, clock, fail } = openBreaker()
    await fail(3)
    await clock.advance(9_999)
    expect(await answer('alive')).toBeNull()
    await clock.advance(1)
    const probe = createPromise()
    const probing = breaker(() => probe.promise)
    expect(await answer('alive')).toBeNull()
    probe.resolve('alive')
    expect(await probing).toBe('alive')
    expect(await answer('alive')).toBe('alive')
  })

  it.each<Verdict>(['down', 'undecided'])('stays open after a probe that ends %s', async verdict => {
    const { answer, clock, fail } = openBreaker()
    await fail(3)
    await clock.advance(10_000)
    expect(await answer(verdict)).toBe(verdict)
    expect(await answer('alive')).toBeNull()
    await clock.advance(10_000)
    expect(await answer('alive')).toBe('alive')
  })

  it('stays open after a probe that throws, and throws it', async () => {
    const { answer, breaker, clock, fail } = openBreaker()
    await fail(3)
    await clock.advance(10_000)
    await expect(breaker(() => Promise.reject(new Error('defect')))).rejects.toThrow('defect')
    expect(await answer('alive')).toBeNull()
    await clock.advance(10_000)
    expect(await answer('alive')).toBe('alive')
  })

  it('takes no notice of tries that tell nothing, nor of those that end after it has opened', async () => {
    const { answer, breaker, fail } = openBreaker()
    const late = createPromise()
    const slow = breaker(() => late.promise)
    await fail(2)
    await answer('undecided')
    await fail(1)
    late.resolve('alive')
    await slow
    expect(await answer('alive')).toBeNull()
  })

  it('is open no longer because the wall clock was put back meanwhile', async () => {
    const clock = createFakeClock()
    let wrongByMs = 3_600_000
    const wrong = { ...clock, now: () => clock.now() + wrongByMs }
    const breaker = createBreaker<Verdict>(settings, { clock: wrong, judge: verdict => verdict })
    for (let count = 0; count < 3; count += 1) await breaker(async () => 'down')
    wrongByMs = 0
    await clock.advance(10_000)
    expect(await breaker(async () => 'alive')).toBe('alive')
  })
})
