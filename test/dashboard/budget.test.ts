import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { buildDashboard } from '../../testing/dashboard/build-dashboard.ts'

const budgetKb = 250
const folder = join(import.meta.dirname, '../../dashboard/dist')
beforeAll(buildDashboard)

it(`what the first load of the inbox brings in scripts weighs at most ${budgetKb} kB, compressed`, async () => {
  const scripts = await listScripts()
  const sizes = await Promise.all(scripts.map(async path => gzipSync(await readFile(join(folder, path))).length))
  expect(scripts.length).toBeGreaterThan(1)
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1000).toBeLessThan(budgetKb)
})

/** The entry with all that it imports, and the same for the inbox, which it loads at once. */
async function listScripts(): Promise<readonly string[]> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const entries = [...page.matchAll(/(?:src|href)="\/(app\/[^"]+\.js)"/g)].map(([, path = '']) => path)
  const found = new Set<string>()
  for (const entry of entries) await visit(entry, found)
  const inbox = (await readFile(join(folder, entries[0] ?? ''), 'utf8')).match(/inbox-screen-[\w-]+\.js/)?.[0]
  if (inbox === undefined) throw new TypeError('the entry does not name the script of the inbox')
  await visit(`app/${inbox}`, found)
  return [...found]
}

async function visit(path: string, found: Set<string>): Promise<void> {
  if (found.has(path)) return
  found.add(path)
  const text = await readFile(join(folder, path), 'utf8')
  // Only what is imported as such: import(…) loads on demand.
  for (const [, next = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g))
    await visit(`app/${next}`, found)
}
