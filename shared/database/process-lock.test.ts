import { expect, it } from 'vitest'
import { runInChild } from '../../testing/child-process.ts'
import { describeEachTarget } from '../../testing/databases.ts'
import type { DatabaseTarget } from './connect.ts'
import { acquireProcessLock, type ProcessLock } from './process-lock.ts'

describeEachTarget('a process lock', createTarget => {
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

  it('is free after its holder was killed with SIGKILL', async () => {
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
