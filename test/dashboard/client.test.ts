import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateApiClient } from '../../testing/generate-api-client.ts'

const committed = join(import.meta.dirname, '../../dashboard/src/api/generated')
let fresh: string
beforeAll(async () => {
  fresh = await mkdtemp(join(tmpdir(), 'dashboard-client-'))
  await generateApiClient(fresh)
})
afterAll(() => rm(fresh, { recursive: true }))

it('the client of the dashboard is the one of the document that the gateway serves', async () => {
  const stale = await Promise.all((await listFiles(fresh)).map(async path => ((await isSame(path)) ? [] : [path])))
  expect(stale.flat(), 'node --conditions=source --import tsx testing/dashboard/write-client.ts').toEqual([])
  expect(await listFiles(committed)).toEqual(await listFiles(fresh))
})

async function listFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).filter(path => path.endsWith('.ts')).sort()
}

async function isSame(path: string): Promise<boolean> {
  const [one, other] = await Promise.all([committed, fresh].map(read))
  return one === other

  function read(folder: string): Promise<string | null> {
    return readFile(join(folder, path), 'utf8').catch(() => null)
  }
}
