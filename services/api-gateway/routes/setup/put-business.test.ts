import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestGateway, type TestGateway, testAdminKey, testBusiness } from '../../../../testing/gateway-harness.ts'

let playbooksFolder: string
let test: TestGateway
beforeEach(async () => {
  playbooksFolder = join(mkdtempSync(join(tmpdir(), 'playbooks-')), 'playbooks')
  cpSync(testBusiness.playbooksFolder, playbooksFolder, { recursive: true })
  test = await startTestGateway({ business: { ...testBusiness, playbooksFolder } })
})
afterEach(async () => {
  await test.close()
  rmSync(join(playbooksFolder, '..'), { recursive: true })
})

const authorization = `Bearer ${testAdminKey}`

function put(offer: string, ifMatch?: string): Promise<Response> {
  return fetch(`${test.url}/api/v1/setup/business`, {
    method: 'PUT',
    headers: {
      authorization,
      'content-type': 'application/json',
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    body: JSON.stringify({ name: 'Salon', offer }),
  })
}

async function readEtag(): Promise<string> {
  const response = await fetch(`${test.url}/api/v1/playbooks/general/files`, { headers: { authorization } })
  return response.headers.get('etag') ?? ''
}

const readOffer = () => readFileSync(join(playbooksFolder, 'general/offer.md'), 'utf8')

it('writes over what was read, and not over what somebody else wrote meanwhile', async () => {
  const read = await readEtag()
  const mine = await put('Haircut 1500 ₽', read)
  expect([mine.status, mine.headers.get('etag')]).toEqual([200, await readEtag()])
  const late = await put('Haircut 1700 ₽', read)
  expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([412, 'playbook.changed'])
  expect(readOffer()).toBe('# Salon\n\nHaircut 1500 ₽\n')
})

it('leaves the words that it replaced in the log of who changed what', async () => {
  const former = readOffer()
  await put('Haircut 1500 ₽')
  const response = await fetch(`${test.url}/api/v1/audit`, { headers: { authorization } })
  const { items } = (await response.json()) as { items: readonly unknown[] }
  expect(items[0]).toMatchObject({
    action: 'playbook.change',
    before: { 'offer.md': former },
    after: { 'offer.md': '# Salon\n\nHaircut 1500 ₽\n' },
  })
})
