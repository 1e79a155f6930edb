import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { connectDatabase } from '#shared/database'
import { createTestFile } from '../../../testing/databases.ts'
import { startTestGateway, testSettings } from '../../../testing/gateway-harness.ts'

it('a fresh installation gets one key that opens everything, once, and keeps only its hash', async () => {
  const file = await createTestFile()
  onTestFinished(() => file.drop())
  const start = async () => {
    const database = connectDatabase(file)
    const test = await startTestGateway({ database, settings: { ...testSettings, adminKey: null } })
    const stop = async () => {
      await test.close()
      await database.close()
    }
    return { test, stop }
  }
  const mayList = async (url: string, key: string) =>
    (await fetch(`${url}/api/v1/keys`, { headers: { authorization: `Bearer ${key}` } })).status

  const first = await start()
  const key = (await first.test.gateway.createFirstKey()) ?? ''
  expect(key).toMatch(/^tap_.{40,}$/)
  expect(await mayList(first.test.url, key)).toBe(200)
  expect(await first.test.gateway.createFirstKey()).toBe(null)
  expect(first.test.logLines.join('\n')).not.toContain(key)
  // While it runs, the newest pages stand in the write-ahead log beside the file.
  expect(await listFilesWith(dirname(file.path), key)).toEqual([])
  await first.stop()

  const second = await start()
  expect(await second.test.gateway.createFirstKey()).toBe(null)
  expect(await mayList(second.test.url, key)).toBe(200)
  expect(await mayList(second.test.url, `${key.slice(0, -1)}-`)).toBe(401)
  await second.stop()
  expect(await listFilesWith(dirname(file.path), key)).toEqual([])
})

it('an installation whose settings name an admin key gets no other', async () => {
  const test = await startTestGateway()
  onTestFinished(() => test.close())
  expect(await test.gateway.createFirstKey()).toBe(null)
})

async function listFilesWith(folder: string, text: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  const contents = await Promise.all(names.map(name => readFile(join(folder, name), 'latin1')))
  expect(names.length).toBeGreaterThan(0)
  return names.filter((_, index) => contents[index]?.includes(text))
}
