import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { connectDatabase, migrate } from '#shared/database'
import { createFakeClock, silentLogger } from '#shared/utils'
import { createTestFile } from '../../testing/databases.ts'
import { readSettings } from '../settings.ts'
import { createBackupJobs } from './backup-job.ts'

const hourMs = 3_600_000

async function open(env: Readonly<Record<string, string>> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'backup-job-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const target = await createTestFile()
  onTestFinished(target.drop)
  const database = connectDatabase(target)
  onTestFinished(() => database.close())
  await migrate(database)
  const folder = join(home, 'backups')
  const places = { DATABASE_DB_PATH: target.path, BACKUP_FOLDER: folder, RAG_KNOWLEDGE_BASE_PATH: join(home, 'none') }
  const read = readSettings({
    directory: home,
    env: { ...places, BACKUP_EVERY_HOURS: '24', BACKUP_KEEP_DAILY: '2', BACKUP_KEEP_WEEKLY: '0', ...env },
  })
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
  const told: string[] = []
  const clock = createFakeClock()
  const tellOwner = async ({ en }: { readonly en: string }) => void told.push(en)
  const { values: settings } = read
  const jobs = createBackupJobs({
    clock,
    database,
    logger: silentLogger,
    playbooksFolder: join(home, 'none'),
    settings,
    target,
    tellOwner,
  })
  const run = async () => {
    for (const job of jobs) await job.run()
  }
  const list = () =>
    readdirSync(folder)
      .filter(name => name.endsWith('.backup'))
      .sort()
  return { clock, database, folder, home, jobs, list, run, told }
}

it('makes one at once, the next when its time has come, and keeps as many as it should', async () => {
  const { clock, list, run } = await open()
  await run()
  await run()
  expect(list()).toEqual(['platform-2026-01-14T09-00-00Z.backup'])
  await clock.advance(23 * hourMs)
  await run()
  expect(list()).toHaveLength(1)
  await clock.advance(hourMs)
  await run()
  await clock.advance(24 * hourMs)
  await run()
  expect(list()).toEqual(['platform-2026-01-15T09-00-00Z.backup', 'platform-2026-01-16T09-00-00Z.backup'])
})

it('tells the owner once that it fails, and makes one as soon as it can', async () => {
  const { folder, jobs, list, told } = await open()
  const run = async () => jobs.find(job => job.name === 'make-backup')?.run()
  // A file where the folder should be: nothing can be written below it.
  writeFileSync(folder, '')
  await run()
  await run()
  expect(told).toEqual([expect.stringContaining('The backup failed')])
  rmSync(folder)
  await run()
  expect(list()).toHaveLength(1)
})

it('makes none without being told how often, and still lists whom a restore must forget', async () => {
  const { database, folder, jobs, run } = await open({ BACKUP_EVERY_HOURS: '' })
  expect(jobs.map(job => job.name)).toEqual(['keep-erasures'])
  await sql`insert into forgotten_people (contact_id, met_at, forgotten_at) values (7, 1, 2)`.execute(database.db)
  await run()
  await run()
  expect(readdirSync(folder)).toEqual(['forgotten.jsonl'])
  expect(readFileSync(join(folder, 'forgotten.jsonl'), 'utf8').trim()).toBe('{"contactId":7,"metAt":1,"forgottenAt":2}')
})
