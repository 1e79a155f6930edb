import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../../testing/build-platform.ts'
import { runInChild } from '../../testing/child-process.ts'
import { describeEachTarget } from '../../testing/databases.ts'
import { connectDatabase, type DatabaseTarget } from './connect.ts'
import { acquireProcessLock, findHeldLocks, type ProcessLock } from './process-lock.ts'

beforeAll(buildPlatform, buildTimeoutMs)

describeEachTarget('a process lock', (createTarget, engine) => {
  it('is held by one, and free again when released', async () => {
    const target = await createTarget()
    const first = await take(target, 'speaker')
    expect(await acquireProcessLock(target, 'speaker')).toBeNull()
    await first.release()
    const second = await take(target, 'speaker')
    await second.release()
  })

  it('does not stand in the way of another name', async () => {
    const target = await createTarget()
    const speaker = await take(target, 'speaker')
    const worker = await take(target, 'worker')
    await Promise.all([speaker.release(), worker.release()])
  })

  it('does not stand in the way of another installation', async () => {
    const here = await take(await createTarget(), 'speaker')
    const there = await take(await createTarget(), 'speaker')
    await Promise.all([here.release(), there.release()])
  })

  if (engine === 'postgres') {
    it('says that it is lost when the server ends the session, and is free then', async () => {
      const target = await createTarget()
      const lock = await take(target, 'speaker')
      const database = connectDatabase(target)
      await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
        and database = (select oid from pg_database where datname = current_database())`.execute(database.db)
      await expect.poll(() => lock.lost.aborted).toBe(true)
      await (await take(target, 'speaker')).release()
      await lock.release()
      await database.close()
    })
  }

  it('is known to be held to who only asks', async () => {
    const target = await createTarget()
    const lock = await take(target, 'speaker')
    expect(await findHeldLocks(target, ['speaker', 'worker'])).toEqual(['speaker'])
    await lock.release()
    expect(await findHeldLocks(target, ['speaker', 'worker'])).toEqual([])
  })

  it('is free after its holder was killed with SIGKILL', { timeout: 60_000 }, async () => {
    const target = await createTarget()
    const child = runInChild(`
      import { acquireProcessLock } from '#shared/database'
      const lock = await acquireProcessLock(${JSON.stringify(target)}, 'speaker')
      console.log(lock === null ? 'refused' : 'held')
      setInterval(() => {}, 1000)
    `)
    expect(await child.firstLine).toBe('held')
    expect(await acquireProcessLock(target, 'speaker')).toBeNull()

    child.process.kill('SIGKILL')
    expect(await child.ended).toBe('SIGKILL')
    // The server needs a moment to see that the connection is gone.
    await expect.poll(() => acquireProcessLock(target, 'speaker')).not.toBeNull()
  })
})

async function take(target: DatabaseTarget, name: string): Promise<ProcessLock> {
  const lock = await acquireProcessLock(target, name)
  if (lock === null) throw new Error(`${name} is held by another`)
  return lock
}
