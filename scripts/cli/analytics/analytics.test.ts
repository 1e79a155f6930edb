import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { connectDatabase, migrate } from '#shared/database'
import { createTestFile } from '../../../testing/databases.ts'
import { createHistory } from '../../../testing/history/index.ts'
import type { Command } from '../command.ts'
import { analyticsCommand } from './analytics.ts'
import { reportsCommand } from './reports.ts'

async function openFile() {
  const target = await createTestFile()
  vi.stubEnv('DATABASE_DB_PATH', target.path)
  const database = connectDatabase(target)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await database.close()
    await target.drop()
  })
  await migrate(database)
  await createHistory(database, { events: 300, conversations: 10, seed: 9, from: Date.UTC(2025, 0, 1) })
  return { database, folder: dirname(target.path) }
}

async function run(command: Command, ...args: readonly string[]): Promise<{ status: number; output: string }> {
  const lines: string[] = []
  const write = (text: string) => void lines.push(text)
  const status = await command.run(args, { packageFolder: '', commands: [], print: write, complain: write })
  return { status, output: lines.join('\n') }
}

it('counts all events anew, however often', async () => {
  const { database } = await openFile()
  const read = () =>
    database.db
      .selectFrom('metric_counts')
      .selectAll()
      .orderBy('metric')
      .orderBy('starts_at')
      .orderBy('grain')
      .orderBy('dimension')
      .execute()
  const first = await run(analyticsCommand, 'rebuild')
  expect(first).toEqual({ status: 0, output: '300 events were counted anew, by the days of Europe/Moscow.' })
  const counts = await read()
  expect(await run(analyticsCommand, 'rebuild')).toEqual(first)
  expect(await read()).toEqual(counts)
})

it('writes a report into a file of the kind that its name says', async () => {
  const { folder } = await openFile()
  const csv = join(folder, 'funnel.csv')
  const period = ['--from', '2025-01-01', '--to', '2025-12-31']
  const { status, output } = await run(reportsCommand, 'funnel', csv, ...period)
  expect(status).toBe(0)
  expect(output).toMatch(/funnel\.csv: Воронка, 1 января\s–\s31 декабря 2025/)
  expect(await readFile(csv, 'utf8')).toMatch(/^\uFEFFstage,leads,conversion,/)
  const picture = join(folder, 'funnel.png')
  expect((await run(reportsCommand, 'funnel', picture, ...period)).status).toBe(0)
  expect((await stat(picture)).size).toBeGreaterThan(10_000)
})

it('lists the reports, and says how it is written when it is written wrong', async () => {
  await openFile()
  expect((await run(reportsCommand)).output).toContain('funnel  Funnel: Leads created')
  for (const args of [['revenue', 'a.csv'], ['funnel', 'a.pdf'], ['funnel'], ['funnel', 'a.csv', '--since', 'May']])
    expect((await run(reportsCommand, ...args)).status).toBe(2)
  expect((await run(reportsCommand, 'funnel', 'a.csv', '--from', 'May')).output).toContain('--from must be a date')
  expect((await run(analyticsCommand)).status).toBe(2)
})
