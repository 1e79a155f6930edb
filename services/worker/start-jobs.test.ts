import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { createMemoryQueue, type Queue } from '#shared/events'
import { silentLogger, systemClock } from '#shared/utils'
import { closedGate } from '../../testing/open-gate.ts'
import type { App } from '../app.ts'
import { compose } from '../compose.ts'
import { readSettings } from '../settings.ts'
import { startJobs } from './start-jobs.ts'

const patient = { timeout: 60_000, interval: 10 }

/** A worker's house, empty, and the names that its timers have asked the queue for. */
async function open(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'start-jobs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const paths = { DATABASE_DB_PATH: join(folder, 'shop.db'), BACKUP_FOLDER: join(folder, 'backups') }
  const read = readSettings({ directory: folder, env: { ...paths, LOGGING_LEVEL: 'silent', ...env } })
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
  const app = await compose(read.values, join(import.meta.dirname, '../..'))
  onTestFinished(async () => {
    await app.close()
    await app.database.close()
  })
  const queue = createMemoryQueue(systemClock, silentLogger)
  const asked = new Set<string>()
  const schedule: Queue['schedule'] = (job, key, everyMs) => {
    asked.add(`${job} ${key}`)
    queue.schedule(job, key, everyMs)
  }
  const worker: App = { ...app, queue: { ...queue, schedule } }
  const countChores = async () => (await queue.count()).find(({ job }) => job === 'chore')
  return { app: worker, asked, countChores, queue }
}

it('asks the queue for what any worker may do, and leaves backups to each machine', async () => {
  const { app, asked, countChores, queue } = await open({ BACKUP_EVERY_HOURS: '24' })
  const { db } = app.database
  await sql`insert into idempotent_requests (actor, idempotency_key, request_hash, created_at, expires_at) values ('a', 'k', 'h', 1, 2)`.execute(
    db,
  )
  const stop = startJobs(app)
  await expect.poll(() => [...asked], patient).toContain('chore prune-requests')
  await expect.poll(countChores, patient).toMatchObject({ waiting: 0, delayed: 0, active: 0, dead: 0 })
  await stop()
  const names = ['forget-clients', 'refresh-knowledge', 'release-holds', 'send-follow-ups', 'send-reminders']
  const others = [
    'deliver-webhooks',
    'sync-meetings',
    'write-briefs',
    'write-cards',
    'write-summaries',
    'prune-updates',
  ]
  for (const name of [...names, ...others]) expect(asked).toContain(`chore ${name}`)
  expect([...asked].filter(name => /backup|erasures/.test(name))).toEqual([])
  expect(await queue.listDead(10)).toEqual([])
  expect(await db.selectFrom('idempotent_requests').selectAll().execute()).toEqual([])
})

it('ends the chore under way before it is stopped, and takes no other', async () => {
  const { app, countChores, queue } = await open()
  const { knowledge } = app
  if (knowledge === null) throw new Error('knowledge is off')
  const gate = closedGate()
  const told = closedGate()
  let wasToldToEnd = false
  const refresh: typeof knowledge.refresh = async signal => {
    told.open()
    await gate.opened
    wasToldToEnd = signal.aborted
    return knowledge.refresh(signal)
  }
  const stop = startJobs({ ...app, knowledge: { ...knowledge, refresh } })
  await told.opened
  let isStopped = false
  const stopping = stop().then(() => {
    isStopped = true
  })
  await expect.poll(countChores, patient).toMatchObject({ active: 1 })
  queue.wake('chore', 'send-reminders')
  expect(isStopped).toBe(false)
  gate.open()
  await stopping
  expect(wasToldToEnd).toBe(true)
  expect(await countChores()).toMatchObject({ waiting: 0, delayed: 0, active: 0 })
})
