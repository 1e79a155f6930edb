import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { acquireProcessLock, connectDatabase, migrate } from '#shared/database'
import { systemClock } from '#shared/utils'
import { startAsrServer } from '../../testing/asr-server/index.ts'
import { writeEarlierFile } from '../../testing/earlier-file.ts'
import { startTestGateway } from '../../testing/gateway-harness.ts'
import { startLoopbackServer } from '../../testing/loopback-server.ts'
import { startModelServer } from '../../testing/model-server/index.ts'
import { isRedisMissing, startRedis } from '../../testing/start-redis.ts'
import { startTelegramEmulator } from '../../testing/telegram/index.ts'
import { examine, type Surroundings } from './examine.ts'
import { formatJson } from './report/format-json.ts'
import { formatTable } from './report/format-table.ts'
import type { CheckName } from './report/words.ts'

const token = '42:a-secret-token'
const packageFolder = join(import.meta.dirname, '../..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Variables = Readonly<Record<string, string>>

async function look(env: Variables, surroundings: Partial<Surroundings> = {}) {
  const source = {
    directory: folder,
    env: { DATABASE_DB_PATH: join(folder, 'data', 'conversations.db'), API_GATEWAY_PORT: '0', ...env },
  }
  const diagnosis = await examine(source, {
    packageFolder,
    nodeVersion: '20.19.0',
    clock: systemClock,
    ...surroundings,
  })
  if (diagnosis.kind === 'invalid') throw new Error(formatJson(diagnosis))
  return diagnosis.results
}

/** The code of what one check finds. */
async function codeOf(name: CheckName, env: Variables = {}, surroundings: Partial<Surroundings> = {}) {
  return (await look(env, surroundings)).find(result => result.name === name)?.finding.code
}

async function openPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('on a fresh machine', () => {
  it('nothing is wrong, and nothing is left behind', async () => {
    const results = await look({})
    expect(Object.fromEntries(results.map(({ name, finding }) => [name, finding.code]))).toEqual({
      'asr-server': 'asr.off',
      bots: 'bots.none',
      calendar: 'calendar.off',
      clock: 'clock.off',
      configuration: 'configuration.clean',
      database: 'database.absent',
      disk: 'disk.fit',
      embeddings: 'embeddings.off',
      knowledge: 'knowledge.none',
      'model-server': 'model.off',
      node: 'node.fit',
      owner: 'owner.off',
      playbook: 'playbook.ready',
      port: 'port.any',
      redis: 'redis.off',
      telegram: 'telegram.off',
      updates: 'updates.off',
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the settings', () => {
  it('with remarks show each of them', async () => {
    writeFileSync(join(folder, 'config.yaml'), 'web_search:\n  enabled: true\n')
    const configuration = (await look({})).find(({ name }) => name === 'configuration')
    expect(configuration?.finding).toMatchObject({ code: 'configuration.remarks', values: { count: 1 } })
    expect(configuration?.finding.notes[0]).toMatch(/^config\.yaml:1:1: web_search: has no effect/)
  })

  it('with faults end the examination with all of them', async () => {
    const env = { AI_SERVER_TIMEOUT: 'soon', API_GATEWAY_PORT: 'abc' }
    const diagnosis = await examine(
      { directory: folder, env },
      { packageFolder, nodeVersion: '20.19.0', clock: systemClock },
    )
    expect(diagnosis).toMatchObject({ kind: 'invalid', faults: [{}, {}] })
    expect(JSON.parse(formatJson(diagnosis))).toMatchObject({
      status: 'invalid',
      faults: [expect.stringContaining('AI_SERVER_TIMEOUT'), expect.stringContaining('API_GATEWAY_PORT')],
    })
  })
})

describe('this machine', () => {
  it.each([
    ['18.20.4', 'node.too_old'],
    ['20.18.3', 'node.too_old'],
    ['20.19.0', 'node.fit'],
    ['24.1.0', 'node.fit'],
  ])('with Node.js %s: %s', async (nodeVersion, code) => {
    expect(await codeOf('node', {}, { nodeVersion })).toBe(code)
  })

  it('has a data folder that cannot be written', async () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder should be')
    expect(await codeOf('disk', {})).toBe('disk.not_writable')
  })

  it('has a port that is free, taken by a stranger, or by another copy', async () => {
    const taken = await openPort()
    expect(await codeOf('port', { API_GATEWAY_PORT: String(taken) })).toBe('port.taken')
    const web = await startLoopbackServer((_, response) => void response.end('{"status":"up"}'))
    onTestFinished(() => web.stop())
    expect(await codeOf('port', { API_GATEWAY_PORT: new URL(web.url).port })).toBe('port.taken')
    const copy = await startTestGateway()
    onTestFinished(() => copy.close())
    const { port } = new URL(copy.url)
    expect(await codeOf('port', { API_GATEWAY_PORT: port })).toBe('port.other_copy')
    await copy.close()
    expect(await codeOf('port', { API_GATEWAY_PORT: port })).toBe('port.free')
  })

  it('has a port on which our own platform answers, with our database', async () => {
    const target = { engine: 'sqlite', path: join(folder, 'ours.db') } as const
    const database = connectDatabase(target)
    const gateway = await startTestGateway({ database })
    const lock = await acquireProcessLock(target, 'api-gateway')
    const env = { API_GATEWAY_PORT: new URL(gateway.url).port, DATABASE_DB_PATH: target.path }
    const results = await look(env)
    expect(results.find(({ name }) => name === 'port')?.finding.code).toBe('port.ours')
    expect(results.find(({ name }) => name === 'database')?.finding).toMatchObject({
      code: 'database.running',
      values: { services: 'api-gateway' },
    })
    await lock?.release()
    await gateway.close()
    await database.close()
  })

  it('has no such address', async () => {
    expect(await codeOf('port', { API_GATEWAY_HOST: '203.0.113.7', API_GATEWAY_PORT: '8080' })).toBe('port.no_address')
  })
})

describe('the database', () => {
  const path = (): string => join(folder, 'conversations.db')

  it('is ready when it was migrated', async () => {
    const database = connectDatabase({ engine: 'sqlite', path: path() })
    await migrate(database)
    await database.close()
    expect(await codeOf('database', { DATABASE_DB_PATH: path() })).toBe('database.ready')
  })

  it('of the earlier system is taken over by the next start', async () => {
    writeEarlierFile(path(), 15)
    expect(await codeOf('database', { DATABASE_DB_PATH: path() })).toBe('database.earlier')
  })

  it('is damaged, or on a server that is away', async () => {
    writeFileSync(path(), 'no database at all '.repeat(500))
    expect(await codeOf('database', { DATABASE_DB_PATH: path() })).toBe('database.corrupt')
    const results = await look({ DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/shop' })
    expect(results.find(({ name }) => name === 'database')?.finding.code).toBe('database.unreachable')
    expect(results.find(({ name }) => name === 'disk')?.finding.code).toBe('disk.elsewhere')
    expect(formatTable(results, 'en', false)).not.toContain('hunter2')
  })
})

describe('the playbook', () => {
  it('has a line without its English words: the place is named', async () => {
    cpSync(join(packageFolder, 'playbooks'), join(folder, 'playbooks'), { recursive: true })
    writeFileSync(join(folder, 'playbooks/general/lines.yaml'), 'greeting: { ru: Привет }\n')
    const results = await look({}, { packageFolder: folder })
    const finding = results.find(({ name }) => name === 'playbook')?.finding
    expect(finding).toMatchObject({
      code: 'playbook.invalid',
      values: { detail: expect.stringMatching(/greeting\.en/) },
    })
  })

  it('is not there', async () => {
    expect(await codeOf('playbook', { BUSINESS_PLAYBOOK: 'bakery' })).toBe('playbook.invalid')
  })
})

describe('Telegram', () => {
  async function startTelegram() {
    const emulator = await startTelegramEmulator({
      webhookTimeScale: 0.01,
      routeWebhook: () => new URL('http://127.0.0.1:1'),
    })
    onTestFinished(() => emulator.close())
    const bot = emulator.addBot({ token, username: 'sales_bot', name: 'Sales' })
    return { emulator, bot, env: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: emulator.url } }
  }

  const setWebhook = (url: string, env: Variables): Promise<Response> =>
    fetch(`${env.TELEGRAM_API_ROOT}/bot${token}/setWebhook?url=${encodeURIComponent(url)}`)

  it('knows the bot, polls, and keeps the same time', async () => {
    const { emulator, bot, env } = await startTelegram()
    const owner = emulator.addUser({ firstName: 'Olga' })
    owner.say(bot, '/start')
    const results = await look({ ...env, TELEGRAM_OWNER_ID: String(owner.id) })
    const found = results.filter(({ name }) => ['clock', 'owner', 'telegram', 'updates'].includes(name))
    expect(found.map(({ finding }) => [finding.code, finding.values])).toEqual([
      ['clock.right', {}],
      ['owner.ready', {}],
      ['telegram.ready', { username: 'sales_bot', name: 'Sales' }],
      ['updates.polling', { pending: 1 }],
    ])
  })

  it('does not accept the token', async () => {
    const { env } = await startTelegram()
    const revoked = { ...env, TELEGRAM_BOT_TOKEN: '43:revoked-by-botfather' }
    expect(await codeOf('telegram', revoked)).toBe('telegram.unauthorized')
    expect(await codeOf('updates', revoked)).toBe('updates.unknown')
  })

  it('is away: one fault, not four', async () => {
    const { emulator, env } = await startTelegram()
    await emulator.close()
    const results = await look({ ...env, TELEGRAM_OWNER_ID: '7' })
    const faults = results
      .map(({ finding }) => finding.code)
      .filter(code => /^(clock|owner|telegram|updates)\./.test(code))
    expect(faults).toEqual(['clock.unknown', 'owner.unasked', 'telegram.unreachable', 'updates.unknown'])
  })

  it('has no chat with the owner yet', async () => {
    const { env } = await startTelegram()
    expect(await codeOf('owner', { ...env, TELEGRAM_OWNER_ID: '7' })).toBe('owner.not_opened')
  })

  it('sends messages to a webhook while we poll', async () => {
    const { env } = await startTelegram()
    await setWebhook('https://elsewhere.example/secret-path', env)
    const results = await look(env)
    const finding = results.find(({ name }) => name === 'updates')?.finding
    expect(finding).toMatchObject({ code: 'updates.webhook_in_the_way', values: { host: 'elsewhere.example' } })
    expect(formatTable(results, 'ru', false)).not.toContain('secret-path')
  })

  it('calls our webhook, another one, none yet, or ours in vain', async () => {
    const { emulator, bot, env } = await startTelegram()
    const webhook = {
      ...env,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_URL: 'https://shop.example/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'very-secret',
    }
    expect(await codeOf('updates', webhook)).toBe('updates.not_registered')
    await setWebhook('https://elsewhere.example/', env)
    expect(await codeOf('updates', webhook)).toBe('updates.other_webhook')
    await setWebhook('https://shop.example/telegram', env)
    expect(await codeOf('updates', webhook)).toBe('updates.webhook')
    emulator.addUser({ firstName: 'Vera' }).say(bot, 'hello')
    await expect.poll(() => codeOf('updates', webhook)).toBe('updates.failing')
  })

  it('keeps another time than we do', async () => {
    const { env } = await startTelegram()
    const ahead = { ...systemClock, now: () => systemClock.now() + 60_000 }
    const behind = { ...systemClock, now: () => systemClock.now() - 60_000 }
    expect(await codeOf('clock', env, { clock: ahead })).toBe('clock.ahead')
    expect(await codeOf('clock', env, { clock: behind })).toBe('clock.behind')
  })
})

describe('the model server', () => {
  it('is ready, with its speed', async () => {
    const server = await startModelServer({ models: ['qwen'], maxModelLen: 4096, chunkIntervalMs: 2 })
    onTestFinished(() => server.stop())
    const results = await look({ AI_SERVER_BASE_URL: server.url })
    expect(results.find(({ name }) => name === 'model-server')?.finding).toMatchObject({
      code: 'model.ready',
      values: { model: 'qwen', context: 4096 },
    })
    expect(await codeOf('model-server', { AI_SERVER_BASE_URL: server.url, AI_SERVER_MODEL: 'other' })).toBe(
      'model.missing',
    )
    server.failAlways({ kind: 'status', status: 500 })
    expect(await codeOf('model-server', { AI_SERVER_BASE_URL: server.url })).toBe('model.silent')
  })

  it('wants another key', async () => {
    const server = await startModelServer({ apiKey: 'right' })
    onTestFinished(() => server.stop())
    const env = { AI_SERVER_BASE_URL: server.url, AI_SERVER_API_KEY: 'wrong' }
    expect(await codeOf('model-server', env)).toBe('model.key_refused')
  })

  it('is none, or away', async () => {
    const web = await startLoopbackServer((_, response) => void response.end('<html>'))
    expect(await codeOf('model-server', { AI_SERVER_BASE_URL: web.url })).toBe('model.not_openai')
    await web.stop()
    expect(await codeOf('model-server', { AI_SERVER_BASE_URL: web.url })).toBe('model.unreachable')
  })
})

describe('the speech server', () => {
  it('is ready, or away', async () => {
    const server = await startAsrServer()
    const env = { ASR_SERVER_BASE_URL: server.url }
    expect(await codeOf('asr-server', env)).toBe('asr.ready')
    expect(await codeOf('asr-server', { ...env, ASR_SERVER_ENABLED: 'false' })).toBe('asr.off')
    await server.stop()
    expect(await codeOf('asr-server', env)).toBe('asr.unreachable')
  })

  it.each([
    [404, 'transcribe', 'asr.no_endpoint'],
    [404, 'openai', 'asr.reachable'],
    [503, 'transcribe', 'asr.failing'],
  ])('that answers %i by the protocol %s: %s', async (status, protocol, code) => {
    const web = await startLoopbackServer((_, response) => void response.writeHead(status).end())
    onTestFinished(() => web.stop())
    expect(await codeOf('asr-server', { ASR_SERVER_BASE_URL: web.url, ASR_SERVER_PROTOCOL: protocol })).toBe(code)
  })
})

describe.skipIf(isRedisMissing)('Redis', () => {
  it('answers, refuses, or is away', async () => {
    const redis = await startRedis('open-sesame')
    expect(await codeOf('redis', { REDIS_URL: redis.url })).toBe('redis.ready')
    const results = await look({ REDIS_URL: redis.url.replace('open', 'close') })
    expect(results.find(({ name }) => name === 'redis')?.finding.code).toBe('redis.refused')
    expect(formatTable(results, 'en', false)).not.toContain('sesame')
    await redis.stop()
    expect(await codeOf('redis', { REDIS_URL: redis.url })).toBe('redis.unreachable')
  })
})

it('leaves the folder of the data as it was, whatever it finds', async () => {
  mkdirSync(join(folder, 'data'))
  await look({})
  expect(readdirSync(join(folder, 'data'))).toEqual([])
})
