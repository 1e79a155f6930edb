import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  startTestGateway,
  type TestGateway,
  testAdminKey,
  testBusiness,
} from '../../../../../testing/gateway-harness.ts'

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

interface Files {
  readonly version: string
  readonly files: readonly {
    readonly name: string
    readonly text: string | null
    readonly common_text: string | null
  }[]
  readonly history: readonly { readonly stamp: string }[]
}

async function ask<Body = Files>(method: string, path = '', body?: unknown, more: Record<string, string> = {}) {
  const response = await fetch(`${test.url}/api/v1/playbooks/general/files${path}`, {
    method,
    headers: {
      authorization: `Bearer ${testAdminKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...more,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Body }
}

const offer = () => readFileSync(join(playbooksFolder, 'general/offer.md'), 'utf8')

it('shows every file, what common says, and keeps each state that was replaced', async () => {
  const { body: before } = await ask('GET')
  expect(before.files.map(({ name }) => name)).toContain('offer.md')
  expect(before.files.find(({ name }) => name === 'stages.yaml')?.common_text).toContain('goal')
  const { body: after } = await ask('PUT', '', { texts: { 'offer.md': '# Bread\n\nA loaf: 90 ₽' } })
  expect(offer()).toBe('# Bread\n\nA loaf: 90 ₽\n')
  expect(after.version).not.toBe(before.version)
  expect(after.history).toHaveLength(1)
})

it('puts a former state back, and that can be undone as well', async () => {
  const original = offer()
  const { body: changed } = await ask('PUT', '', { texts: { 'offer.md': 'Bread' } })
  await test.clock.advance(1_000)
  const { body: restored } = await ask('POST', '/restore', { stamp: changed.history[0]?.stamp })
  expect(offer()).toBe(original)
  await test.clock.advance(1_000)
  expect(await ask('POST', '/restore', { stamp: restored.history[0]?.stamp })).toMatchObject({ status: 200 })
  expect(offer()).toBe('Bread\n')
  expect(await ask('POST', '/restore', { stamp: '../../etc' })).toMatchObject({ status: 404 })
})

it('refuses what cannot be used with its line and cure, as the check does, and changes nothing', async () => {
  const before = readdirSync(playbooksFolder)
  const original = offer()
  const texts = { 'offer.md': 'Bread', 'slots.yaml': '- name: x\n  kind: mony\n' }
  const refused = await ask<{ code: string; errors: { pointer: string; detail: string }[] }>('PUT', '', { texts })
  expect(refused).toMatchObject({ status: 422, body: { code: 'playbook.invalid' } })
  expect(refused.body.errors.map(({ pointer }) => pointer)).toContain('/texts/slots.yaml')
  expect(refused.body.errors.map(({ detail }) => detail).join()).toContain('playbooks/general/slots.yaml:2')
  const checked = await ask<{ faults: { file: string; line: number }[] }>('POST', '/check', { texts })
  expect(checked.body.faults).toContainEqual(expect.objectContaining({ file: 'playbooks/general/slots.yaml', line: 2 }))
  expect(offer()).toBe(original)
  expect(readdirSync(playbooksFolder)).toEqual(before)
})

it('does not overwrite what somebody changed meanwhile', async () => {
  const { body } = await ask('GET')
  await ask('PUT', '', { texts: { 'offer.md': 'Bread' } })
  const late = await ask('PUT', '', { texts: { 'offer.md': 'Cake' } }, { 'if-match': `"${body.version}"` })
  expect(late).toMatchObject({ status: 412, body: { code: 'playbook.changed' } })
  expect(offer()).toBe('Bread\n')
})

it.each(['../x', 'notes.txt', ''])('knows no file %j', async file => {
  expect((await ask('PUT', '', { texts: { [file]: 'x' } })).status).toBe(422)
})
