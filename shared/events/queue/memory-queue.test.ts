import { expect, it } from 'vitest'
import { createFakeClock, silentLogger, systemClock } from '#shared/utils'
import { createMemoryQueue } from './memory-queue.ts'
import { describeQueue, quickRetries } from './queue.contract.ts'

describeQueue('the queue of one process', async () => {
  const queue = createMemoryQueue(systemClock, silentLogger, { retries: quickRetries })
  return { queue, close: () => queue.close(0) }
})

it('leaves half of a pause to chance, and doubles it from failure to failure', async () => {
  const clock = createFakeClock()
  const chances = [0, 1, 0, 1]
  const queue = createMemoryQueue(clock, silentLogger, { chance: () => chances.shift() ?? 0 })
  const startedAt = clock.now()
  const runs: number[] = []
  queue.work('turn', 1, async () => {
    runs.push(clock.now() - startedAt)
    throw new Error('broken')
  })
  queue.wake('turn', '1')
  await clock.advance(60_000)
  expect(runs).toEqual([0, 1_000, 2_000, 6_000, 10_000])
})

it('lets what comes round come round when the clock was put back', async () => {
  const clock = createFakeClock()
  let backMs = 0
  const wrongClock = { ...clock, now: () => clock.now() - backMs }
  const queue = createMemoryQueue(wrongClock, silentLogger)
  let runs = 0
  queue.work('chore', 1, async () => {
    runs += 1
  })
  const ask = async (): Promise<number> => {
    queue.schedule('chore', 'sweep-up', 1_000)
    await clock.advance(10)
    return runs
  }
  expect(await ask()).toBe(1)
  expect(await ask()).toBe(1)
  backMs = 3_600_000
  await clock.advance(1_000)
  expect(await ask()).toBe(2)
})
