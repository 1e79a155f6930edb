import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/utils'
import { closedGate } from '../../../testing/open-gate.ts'
import type { Queue } from './queue.ts'
import type { RetryPolicy } from './retry-policy.ts'

export interface QueueUnderTest {
  readonly queue: Queue
  close(): Promise<void>
}

/** Pauses that a test can wait for: of 20 to 40 ms. */
export const quickRetries: RetryPolicy = { attempts: 3, baseMs: 40, jitter: 0.5 }

/** What every queue promises. `open` makes an empty one, in real time, with `quickRetries`. */
export function describeQueue(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(name, () => {
    let test: QueueUnderTest
    let queue: Queue
    beforeEach(async () => {
      test = await open()
      queue = test.queue
    })
    afterEach(() => test.close())

    /** Works `turn` and remembers which keys ran. */
    function record(handle: (key: string) => Promise<void> | void = () => {}): string[] {
      const runs: string[] = []
      queue.work('turn', 4, async key => {
        runs.push(key)
        await handle(key)
      })
      return runs
    }

    it('runs what it is asked for', async () => {
      const runs = record()
      queue.wake('turn', '1')
      queue.wake('turn', '2')
      await expect.poll(() => runs.toSorted(), patient).toEqual(['1', '2'])
    })

    it('makes one run of many asks before it starts, after the delay of the last', async () => {
      const runs = record()
      queue.wake('turn', 'sooner', 60_000)
      queue.wake('turn', 'sooner', 10)
      queue.wake('turn', 'later', 100)
      queue.wake('turn', 'later', 60_000)
      queue.wake('turn', 'once', 50)
      queue.wake('turn', 'once', 60)
      queue.wake('turn', 'mark', 400)
      await expect.poll(() => runs, patient).toContain('mark')
      expect(runs.toSorted()).toEqual(['mark', 'once', 'sooner'])
    })

    it('runs exactly once more for asks during a run, and never two at a time for a key', async () => {
      const gate = closedGate()
      let active = 0
      let most = 0
      const runs = record(async () => {
        active += 1
        most = Math.max(most, active)
        await gate.opened
        active -= 1
      })
      queue.wake('turn', '1')
      await expect.poll(() => runs, patient).toEqual(['1'])
      for (let count = 0; count < 3; count += 1) queue.wake('turn', '1')
      await expect.poll(async () => (await countTurns(queue)).active, patient).toBe(1)
      await settled(queue)
      gate.open()
      await expect.poll(() => runs, patient).toEqual(['1', '1'])
      queue.wake('turn', 'mark', 100)
      await expect.poll(() => runs, patient).toEqual(['1', '1', 'mark'])
      expect(most).toBe(1)
    })

    it('runs as many at a time as it may, and no more', async () => {
      const gate = closedGate()
      const runs = record(() => gate.opened)
      for (let key = 0; key < 10; key += 1) queue.wake('turn', String(key))
      await expect.poll(() => runs.length, patient).toBe(4)
      await expect.poll(() => countTurns(queue), patient).toMatchObject({ waiting: 6, active: 4, dead: 0 })
      expect(runs).toHaveLength(4)
      gate.open()
      await expect.poll(() => runs.length, patient).toBe(10)
    })

    it('does not let a sweeper hurry what waits for its time, nor repeat what runs', async () => {
      const gate = closedGate()
      const runs = record(key => (key === 'long' ? gate.opened : undefined))
      queue.wake('turn', 'waits', 60_000)
      queue.wake('turn', 'long')
      await expect.poll(() => runs, patient).toEqual(['long'])
      await settled(queue)
      for (const key of ['waits', 'long', 'forgotten']) queue.remind('turn', key)
      await expect.poll(() => runs, patient).toEqual(['long', 'forgotten'])
      await settled(queue)
      gate.open()
      queue.wake('turn', 'mark', 100)
      await expect.poll(() => runs, patient).toContain('mark')
      expect(runs).toEqual(['long', 'forgotten', 'mark'])
    })

    it('tries again what failed, and forgets the failure when it succeeds', async () => {
      let failures = 2
      const runs = record(() => {
        failures -= 1
        if (failures >= 0) throw new AppError('test.broken', 'not yet')
      })
      queue.wake('turn', '1')
      await expect.poll(() => runs, patient).toEqual(['1', '1', '1'])
      await expect.poll(() => countTurns(queue), patient).toMatchObject({ active: 0, delayed: 0, dead: 0 })
      expect(await queue.listDead(10)).toEqual([])
    })

    it('lists what failed too often, by the code of its error alone, and replays it', async () => {
      let isBroken = true
      const runs = record(() => {
        if (isBroken) throw new AppError('test.broken', 'words of a client')
      })
      queue.wake('turn', '7')
      await expect.poll(() => queue.listDead(10), patient).toMatchObject([{ job: 'turn', key: '7', attempts: 3 }])
      const [letter] = await queue.listDead(10)
      expect(letter?.code).toBe('test.broken')
      expect(runs).toEqual(['7', '7', '7'])
      expect(await countTurns(queue)).toMatchObject({ waiting: 0, delayed: 0, active: 0, dead: 1 })

      isBroken = false
      expect(await queue.replay('turn', '8')).toBe(false)
      expect(await queue.replay('turn', '7')).toBe(true)
      await expect.poll(() => runs.length, patient).toBe(4)
      expect(await queue.listDead(10)).toEqual([])
    })

    it('begins anew with what was given up, when it is asked for again', async () => {
      const runs = record(() => {
        throw new AppError('test.broken', 'always')
      })
      queue.wake('turn', '7')
      await expect.poll(() => queue.listDead(10), patient).toHaveLength(1)
      queue.remind('turn', '7')
      await expect.poll(() => runs.length, patient).toBe(6)
    })

    it('runs what comes round once a period, however often it is asked for, and again in the next', async () => {
      const runs = record()
      for (let ask = 0; ask < 3; ask += 1) queue.schedule('turn', 'rare', 60_000)
      await expect.poll(() => runs, patient).toEqual(['rare'])
      await settled(queue)
      queue.schedule('turn', 'rare', 60_000)
      await expect
        .poll(() => {
          queue.schedule('turn', 'often', 20)
          return runs.filter(key => key === 'often').length
        }, patient)
        .toBeGreaterThan(2)
      expect(runs.filter(key => key === 'rare')).toEqual(['rare'])
    })

    it('neither repeats what comes round while it runs, however long that takes, nor hurries its next try', async () => {
      const gate = closedGate()
      let hasFailed = false
      const runs = record(async key => {
        if (key === 'long') await gate.opened
        else if (key === 'waits') hasFailed = true
        if (key === 'waits') throw new AppError('test.broken', 'always')
      })
      queue.schedule('turn', 'long', 1)
      await expect.poll(() => runs, patient).toEqual(['long'])
      await settled(queue)
      queue.schedule('turn', 'long', 1)
      await settled(queue)
      gate.open()
      queue.wake('turn', 'mark', 100)
      await expect.poll(() => runs, patient).toEqual(['long', 'mark'])

      queue.schedule('turn', 'waits', 1)
      await expect.poll(() => hasFailed, patient).toBe(true)
      await expect
        .poll(async () => {
          queue.schedule('turn', 'waits', 1)
          return queue.listDead(10)
        }, patient)
        .toMatchObject([{ key: 'waits', attempts: 3 }])
    })

    it('keeps one dead letter of what comes round, the last, until it succeeds', async () => {
      let isBroken = true
      record(() => {
        if (isBroken) throw new AppError('test.broken', 'not yet')
      })
      const listDead = async () => {
        queue.schedule('turn', 'round', 1)
        return queue.listDead(10)
      }
      await expect.poll(listDead, patient).toHaveLength(1)
      const [first] = await queue.listDead(10)
      await expect
        .poll(async () => (await listDead()).map(({ failedAt }) => failedAt > (first?.failedAt ?? 0)), patient)
        .toEqual([true])
      isBroken = false
      await expect.poll(listDead, patient).toEqual([])
    })

    it('takes no more once the worker has stopped taking', async () => {
      const runs: string[] = []
      const stop = queue.work('outbox', 1, async key => void runs.push(key))
      queue.wake('outbox', '1')
      await expect.poll(() => runs, patient).toEqual(['1'])
      stop()
      const turns = record()
      queue.wake('outbox', '2')
      queue.wake('turn', 'mark', 100)
      await expect.poll(() => turns, patient).toEqual(['mark'])
      expect(runs).toEqual(['1'])
    })

    it('waits for what runs when it is closed, and then runs nothing', async () => {
      const gate = closedGate()
      let isDone = false
      const runs = record(async () => {
        await gate.opened
        isDone = true
      })
      queue.wake('turn', '1')
      await expect.poll(() => runs, patient).toEqual(['1'])
      const closing = queue.close(10_000)
      queue.wake('turn', '2')
      gate.open()
      await closing
      expect([isDone, runs]).toEqual([true, ['1']])
    })
  })
}

const patient = { timeout: 15_000, interval: 5 }

async function countTurns(queue: Queue) {
  const counts = await queue.count()
  return counts.find(({ job }) => job === 'turn') ?? { waiting: 0, delayed: 0, active: 0, dead: 0 }
}

/** What was asked for before has reached the queue: asks leave in order. */
async function settled(queue: Queue): Promise<void> {
  await queue.count()
  await queue.count()
}
