import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeSettings, listSettings } from '#shared/config'
import {
  startTestGateway,
  type TestGateway,
  testAdminKey,
  testInstallation,
} from '../../../../testing/gateway-harness.ts'
import { startModelServer } from '../../../../testing/model-server/index.ts'
import { sections } from '../../../settings.ts'

let directory: string
let restarts: number
let test: TestGateway
let env: Record<string, string>
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'settings-'))
  restarts = 0
  env = {}
  const source = () => ({ directory, env })
  const system = {
    ...testInstallation.system,
    listSettings: () => listSettings(sections, source()),
    changeSettings: (changes: Parameters<typeof testInstallation.system.changeSettings>[0]) =>
      changeSettings(sections, source(), changes),
    restart: () => {
      restarts += 1
    },
  }
  test = await startTestGateway({ system })
})
afterEach(async () => {
  await test.close()
  rmSync(directory, { recursive: true })
})

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const headers = {
    authorization: `Bearer ${testAdminKey}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const response = await fetch(`${test.url}/api/v1${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const change = (changes: Record<string, string | null>) => ask('PATCH', '/settings', { changes })
const dotenv = () => readFileSync(join(directory, '.env'), 'utf8')

describe('PATCH /settings', () => {
  it('writes .env, starts the services anew, and tells the audit log without a secret', async () => {
    const answer = await change({ 'ai_server.base_url': 'http://localhost:8000', 'ai_server.api_key': 'hush-hush' })
    expect(answer).toEqual({
      status: 200,
      body: { changed: ['ai_server.base_url', 'ai_server.api_key'], restarting: ['api-gateway'] },
    })
    expect(dotenv()).toBe('AI_SERVER_BASE_URL=http://localhost:8000\nAI_SERVER_API_KEY=hush-hush\n')
    expect(restarts).toBe(1)
    const audit = await ask('GET', '/audit?action=settings.change')
    expect(audit.body).toMatchObject({
      items: [{ after: { 'ai_server.base_url': 'http://localhost:8000', 'ai_server.api_key': '***' } }],
    })
    expect(JSON.stringify([audit, await ask('GET', '/settings'), test.logLines])).not.toContain('hush')
  })

  it('that changes nothing starts nothing anew', async () => {
    await change({ 'business.language': 'en' })
    expect(await change({ 'business.language': 'en' })).toMatchObject({ body: { changed: [], restarting: [] } })
    expect(restarts).toBe(1)
  })

  it.each([
    [{ 'ai_server.temperature': '9' }, 422, 'setting.invalid', '/changes/ai_server.temperature'],
    [
      { 'rate_limiting.messages_per_minute': '0' },
      422,
      'setting.invalid',
      '/changes/rate_limiting.messages_per_minute',
    ],
    [
      { 'rate_limiting.global.messages_per_hour': 'many' },
      422,
      'setting.invalid',
      '/changes/rate_limiting.global.messages_per_hour',
    ],
    [{ 'ai_server.nothing': '1' }, 422, 'setting.not_editable', '/changes/ai_server.nothing'],
    [{ 'api_gateway.port': '1' }, 422, 'setting.not_editable', '/changes/api_gateway.port'],
    [{ 'telegram.api_root': 'http://evil' }, 422, 'setting.not_editable', '/changes/telegram.api_root'],
    [{ 'business.playbook': 'bakery' }, 422, 'setting.not_editable', '/changes/business.playbook'],
    [{ 'business.language': 'en' }, 409, 'setting.environment_decides', '/changes/business.language'],
  ])('refuses %j, names the place, and changes nothing', async (changes, status, code, pointer) => {
    env = { BUSINESS_LANGUAGE: 'ru' }
    expect(await change(changes)).toMatchObject({ status, body: { code, errors: [{ in: 'body', pointer }] } })
    expect(dotenv).toThrow('ENOENT')
    expect(restarts).toBe(0)
  })
})

it('GET /settings says what decides each, and which a person may change', async () => {
  writeFileSync(join(directory, 'config.yaml'), 'business:\n  language: en\n')
  env = { AI_SERVER_MODEL: 'qwen' }
  const { body } = await ask('GET', '/settings')
  const items = (body as { items: { key: string }[] }).items
  const find = (key: string) => items.find(item => item.key === key)
  expect(find('business.language')).toMatchObject({
    value: 'en',
    source: 'config',
    place: 'config.yaml:2',
    editable: true,
  })
  expect(find('ai_server.model')).toMatchObject({ value: 'qwen', source: 'environment', editable: false })
  expect(find('ai_server.timeout')).toMatchObject({ value: '30', source: 'default', place: null, editable: true })
  expect(find('rate_limiting.messages_per_minute')).toMatchObject({ editable: true, range: { min: 1, max: 1_000_000 } })
  expect(find('rate_limiting.chat_type_limits.private')).toMatchObject({ range: { min: 1 }, value: null })
  expect(find('business.language')).toMatchObject({ range: null })
  expect(find('database.db_path')).toMatchObject({ editable: false })
  expect(find('telegram.bot_token')).toMatchObject({ secret: true, value: null, editable: false })
})

describe('POST /settings/model-server/check', () => {
  const check = (base_url: string, more = {}) => ask('POST', '/settings/model-server/check', { base_url, ...more })

  it('says which model answers and how long it took', async () => {
    const server = await startModelServer({ models: ['qwen'], apiKey: 'right', maxModelLen: 4096 })
    expect(await check(`${server.url}/`, { api_key: 'right' })).toMatchObject({
      status: 200,
      body: { state: 'ready', model: 'qwen', context_tokens: 4096 },
    })
    expect(await check(server.url)).toMatchObject({ body: { state: 'unreachable', code: 'http_401' } })
    expect(await check(server.url, { api_key: 'right', model: 'llama' })).toMatchObject({
      body: { state: 'model-missing', served: ['qwen'] },
    })
    await server.stop()
    expect(await check(server.url)).toMatchObject({ body: { state: 'unreachable' } })
  })

  it.each(['localhost:8000', 'ftp://x', 'no'])('refuses the address %s', async address => {
    expect(await check(address)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/base_url' }] } })
  })
})
