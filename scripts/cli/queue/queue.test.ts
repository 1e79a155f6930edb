import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openBroadcast } from '#shared/cache'
import { createRedisQueue } from '#shared/events'
import { AppError, newId, silentLogger, systemClock } from '#shared/utils'
import { buildPlatform, buildTimeoutMs } from '../../../testing/build-platform.ts'
import { createTestFile } from '../../../testing/databases.ts'
import { openRedisLink } from '../../../testing/open-redis-link.ts'
import { runScript } from '../../../testing/run-script.ts'
import { isAnyRedisMissing, openTestRedis } from '../../../testing/start-redis.ts'
import { queueCommand } from './queue.ts'

const retries = { attempts: 2, baseMs: 10, jitter: 0 }

describe.skipIf(isAnyRedisMissing)('npm run cli -- queue', () => {
  beforeAll(buildPlatform, buildTimeoutMs)

  it('shows what failed too often, and tries it again', { timeout: 300_000 }, async () => {
    const target = await createTestFile()
    const redis = await openTestRedis()
    const prefix = `test-${newId()}`
    const link = await openRedisLink(redis.url, prefix)
    const deps = { link, broadcast: openBroadcast(link, silentLogger), clock: systemClock, logger: silentLogger }
    const queue = await createRedisQueue(deps, { retries })
    onTestFinished(async () => {
      await queue.close(5_000)
      link.close()
      await redis.stop()
      await target.drop()
    })
    const cli = async (...args: readonly string[]) => {
      const env = { ...process.env, DATABASE_DB_PATH: target.path, REDIS_URL: redis.url, REDIS_KEY_PREFIX: prefix }
      const { status, stdout, stderr } = await runScript('cli', ['queue', ...args], { env })
      return { status, output: stdout + stderr }
    }
    let isBroken = true
    const done: string[] = []
    queue.work('turn', 4, async key => {
      if (isBroken) throw new AppError('model.broken', 'what a client said')
      done.push(key)
    })
    for (const key of ['7', '8', '9']) queue.wake('turn', key)
    await expect.poll(async () => (await queue.listDead(10)).length, { timeout: 60_000 }).toBe(3)

    const status = await cli('status')
    expect(status.output).toMatch(/due now: 0\.\nturn {6}0 waiting {2}0 delayed {2}0 running {2}3 failed\n/)
    expect((await cli('failed')).output).toMatch(/Z {2}turn 7 {2}model\.broken, 2 times\n/)
    isBroken = false
    expect((await cli('retry', 'turn', '7')).output).toContain('turn 7 is tried again.')
    await expect.poll(() => done, { timeout: 60_000 }).toEqual(['7'])
    expect((await cli('retry', 'all')).output).toContain('Tried again: 2.')
    await expect.poll(() => done.toSorted(), { timeout: 60_000 }).toEqual(['7', '8', '9'])
    expect((await cli('failed')).output).toContain('Nothing has failed too often.')

    isBroken = true
    queue.work('chore', 1, async name => {
      if (isBroken) throw new AppError('calendar.away', 'not yet')
      done.push(name)
    })
    queue.schedule('chore', 'sync-meetings', 60_000)
    await expect.poll(async () => (await queue.listDead(10)).length, { timeout: 60_000 }).toBe(1)
    expect((await cli('failed')).output).toMatch(/Z {2}chore sync-meetings {2}calendar\.away, 2 times\n/)
    isBroken = false
    expect((await cli('retry', 'chore', 'sync-meetings')).output).toContain('chore sync-meetings is tried again.')
    await expect.poll(() => done, { timeout: 60_000 }).toContain('sync-meetings')
  })
})

it.each([[[]], [['retry']], [['retry', 'turn']], [['retry', 'dance', '1']], [['status', '5']]])(
  'ends with status 2 and the usage when it is written wrong (%j)',
  async args => {
    const complaints: string[] = []
    const surroundings = {
      packageFolder: '',
      commands: [],
      print: () => {},
      complain: (text: string) => void complaints.push(text),
    }
    expect(await queueCommand.run(args, surroundings)).toBe(2)
    expect(complaints).toEqual([expect.stringContaining('Write: npm run cli -- queue status')])
  },
)
