import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createFakeClock, systemClock } from '#shared/utils'
import { describeEachTarget } from '../../testing/databases.ts'
import { connectDatabase, type DatabaseTarget } from './connect.ts'
import { type Leadership, takeLeadership } from './leadership.ts'
import { acquireProcessLock } from './process-lock.ts'

const patient = { timeout: 20_000, interval: 50 }
// Long enough that a busy machine is not taken for a silent one.
const quick = { beatMs: 100, trustMs: 3_000, silenceMs: 4_000 }

describeEachTarget('leadership', (createTarget, engine) => {
  it('has one holder, also beside a process lock of that name, and is free when released', async () => {
    const target = await createTarget()
    const first = await lead(target)
    expect(first.isHeld()).toBe(true)
    expect(await takeLeadership(target, 'bots', systemClock)).toBeNull()
    expect(await acquireProcessLock(target, 'bots')).toBeNull()
    await first.release()
    await (await lead(target)).release()
  })

  if (engine === 'sqlite') return

  it('goes from a silent holder to who asks, and the silent one knows before it does anything', async () => {
    const target = await createTarget()
    // The clock of a process that was stopped: nothing happens until it goes on.
    const stoppedClock = createFakeClock()
    const stopped = await lead(target, stoppedClock)
    let next: Leadership | null = null
    await expect
      .poll(async () => (next = await takeLeadership(target, 'bots', systemClock, quick)), patient)
      .not.toBeNull()

    const goesOn = stoppedClock.advance(quick.silenceMs)
    await expect.poll(() => stopped.isHeld(), patient).toBe(false)
    await goesOn
    await expect.poll(() => stopped.lost.aborted, patient).toBe(true)
    expect(stopped.isHeld()).toBe(false)
    await stopped.release()
    await (next as Leadership | null)?.release()
  })

  it('is trusted for as long as nobody else can have it', async () => {
    const target = await createTarget()
    const clock = createFakeClock()
    const leadership = await lead(target, clock)
    const stillHeld = leadership.isHeld()
    clock.advance(quick.beatMs - 1)
    expect([stillHeld, leadership.isHeld()]).toEqual([true, true])
    await leadership.release()
    expect(leadership.isHeld()).toBe(false)
  })

  it('is taken again after its connection broke, when nobody else has it', async () => {
    const target = await createTarget()
    const leadership = await lead(target)
    const database = connectDatabase(target)
    const holder = async (): Promise<number | undefined> => (await holders.execute(database.db)).rows[0]?.pid
    const before = await holder()
    await sql`select pg_terminate_backend(${before})`.execute(database.db)
    await expect.poll(async () => ![undefined, before].includes(await holder()), patient).toBe(true)
    expect(await takeLeadership(target, 'bots', systemClock)).toBeNull()
    expect([leadership.isHeld(), leadership.lost.aborted]).toEqual([true, false])
    await leadership.release()
    await database.close()
  })
})

const holders = sql<{ pid: number }>`select pid from pg_locks where locktype = 'advisory'
  and database = (select oid from pg_database where datname = current_database())`

async function lead(target: DatabaseTarget, clock = systemClock): Promise<Leadership> {
  const leadership = await takeLeadership(target, 'bots', clock, quick)
  if (leadership === null) throw new Error('somebody else leads')
  return leadership
}
