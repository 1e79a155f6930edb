import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import {
  type Environment,
  formatFaults,
  formatNotice,
  listKeys,
  renderJsonSchema,
  renderReference,
} from '#shared/config'
import { readSettings, sections } from './settings.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function read(env: Environment, configFile?: string) {
  if (configFile !== undefined) copyFileSync(configFile, join(directory, 'config.yaml'))
  const outcome = readSettings({ directory, env })
  if (outcome.kind === 'invalid') throw new Error(formatFaults(outcome.faults))
  return { values: outcome.values, warnings: outcome.warnings.map(formatNotice) }
}

function faultsOf(env: Environment): readonly string[] {
  const outcome = readSettings({ directory, env })
  return outcome.kind === 'invalid' ? outcome.faults.map(formatNotice) : []
}

test('without any file or variable the settings are complete and raise no warning', () => {
  const { values, warnings } = read({})
  expect(warnings).toEqual([])
  expect(values).toMatchObject({
    ai_server: { base_url: null, timeout: 30, timezone: 'Europe/Moscow' },
    api_gateway: { host: '127.0.0.1', port: 8080, admin_key: null, cors_origins: [] },
    asr_server: { base_url: null, timeout: 180 },
    conversation: { debounce_ms: 1500 },
    database: { url: null, db_path: './data/conversations.db' },
    telegram: { bot_token: null, mode: 'polling', api_root: 'https://api.telegram.org' },
  })
})

const mainVariables = {
  TELEGRAM_BOT_TOKEN: '123456:abcdefghij_KLMNOP-0123456789',
  TELEGRAM_API_ROOT: 'http://127.0.0.1:9000/',
  TELEGRAM_MODE: 'webhook',
  TELEGRAM_WEBHOOK_URL: 'https://bot.example.com/hook',
  TELEGRAM_WEBHOOK_SECRET: 'a_b-1',
  TELEGRAM_OWNER_ID: '7000000001',
  AI_SERVER_BASE_URL: 'http://localhost:8000/v1/',
  AI_SERVER_API_KEY: 'key',
  AI_SERVER_MODEL: 'some/model',
  AI_SERVER_TIMEOUT: '45',
  ASR_SERVER_BASE_URL: 'http://localhost:8001',
  ASR_SERVER_TIMEOUT: '90',
  DATABASE_DB_PATH: './elsewhere.db',
  DATABASE_URL: 'postgres://u:p@localhost:5432/db',
  REDIS_URL: 'redis://localhost:6379/0',
  API_GATEWAY_HOST: '0.0.0.0',
  API_GATEWAY_PORT: '9090',
  API_GATEWAY_ADMIN_KEY: 'admin',
  API_GATEWAY_CORS_ORIGINS: 'https://a.example,https://b.example',
  CONVERSATION_DEBOUNCE_MS: '0',
}

test('the main variables reach their settings', () => {
  const { values } = read(mainVariables)
  expect(values.telegram).toMatchObject({
    api_root: 'http://127.0.0.1:9000',
    mode: 'webhook',
    webhook_url: 'https://bot.example.com/hook',
    owner_id: 7_000_000_001,
  })
  expect(values.telegram.bot_token?.reveal()).toBe('123456:abcdefghij_KLMNOP-0123456789')
  expect(values.telegram.webhook_secret?.reveal()).toBe('a_b-1')
  expect(values.ai_server).toMatchObject({ base_url: 'http://localhost:8000/v1', model: 'some/model', timeout: 45 })
  expect(values.ai_server.api_key?.reveal()).toBe('key')
  expect(values.asr_server).toMatchObject({ base_url: 'http://localhost:8001', timeout: 90 })
  expect(values.database.db_path).toBe('./elsewhere.db')
  expect(values.database.url?.reveal()).toBe('postgres://u:p@localhost:5432/db')
  expect(values.redis.url?.reveal()).toBe('redis://localhost:6379/0')
  expect(values.api_gateway).toMatchObject({
    host: '0.0.0.0',
    port: 9090,
    cors_origins: ['https://a.example', 'https://b.example'],
  })
  expect(values.api_gateway.admin_key?.reveal()).toBe('admin')
  expect(values.conversation.debounce_ms).toBe(0)
})

describe('rules of the sections', () => {
  test('webhook mode names everything it lacks', () => {
    expect(faultsOf({ TELEGRAM_MODE: 'webhook' })).toEqual([
      'environment variable TELEGRAM_MODE: telegram.mode: found webhook, which needs webhook_url and webhook_secret; allowed without: polling',
    ])
    expect(faultsOf({ TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_URL: 'https://a.example' })).toEqual([
      expect.stringContaining('needs webhook_secret;'),
    ])
  })

  test('the longest wait is at least the quiet time', () => {
    expect(faultsOf({ CONVERSATION_DEBOUNCE_MS: '20000' })).toEqual([
      'environment variable CONVERSATION_DEBOUNCE_MS: conversation.max_wait_ms: found 15000; allowed: at least debounce_ms, which is 20000',
    ])
  })

  test.each([
    ['TELEGRAM_BOT_TOKEN', 'abc:def'],
    ['TELEGRAM_WEBHOOK_SECRET', 'with space'],
    ['TELEGRAM_WEBHOOK_SECRET', 'x'.repeat(257)],
    ['TELEGRAM_POLL_TIMEOUT_SECONDS', '51'],
    ['TELEGRAM_OWNER_ID', '-5'],
    ['AI_SERVER_TEMPERATURE', '2.1'],
    ['AI_SERVER_TIMEZONE', 'Moscow'],
    ['AI_SERVER_BASE_URL', 'localhost:8000'],
    ['DATABASE_URL', 'mysql://h/db'],
    ['REDIS_URL', 'http://h'],
    ['API_GATEWAY_PORT', '65536'],
    ['API_GATEWAY_CORS_ORIGINS', '*'],
    ['BUSINESS_PLAYBOOK', '../etc'],
    ['GOOGLE_CALENDAR_AVAILABLE_SLOTS', '09:00,25:00'],
    ['RAG_MIN_SCORE', '55'],
    ['RATE_LIMITING_GLOBAL_MESSAGES_PER_MINUTE', '-1'],
  ])('%s=%s is refused by name', (variable, value) => {
    expect(faultsOf({ [variable]: value })).toEqual([expect.stringMatching(`^environment variable ${variable}: `)])
  })
})

describe('a config.yaml of the earlier system', () => {
  const earlier = 'test/fixtures/config/earlier-config.yaml'
  const env = {
    TELEGRAM_API_ID: '12345',
    TELEGRAM_API_HASH: '0123456789abcdef',
    TELEGRAM_PHONE: '+10000000000',
    AI_SERVER_API_KEY: '',
    GOOGLE_CALENDAR_ENABLED: 'False',
  }

  test('loads unchanged, with its values', () => {
    const { values } = read(env, earlier)
    expect(values.ai_server).toMatchObject({
      base_url: 'http://localhost:8000',
      api_key: null,
      model: 'models/Qwen3-30B-A3B-Instruct-2507-AWQ-4bit',
      max_retries: 3,
      max_tokens: 4000,
      temperature: 0.8,
    })
    expect(values.ai_server.system_prompt).toMatch(/^Ты помогаешь .*\n.*\n$/)
    expect(values.asr_server).toMatchObject({ base_url: 'http://localhost:8001', timeout: 180, enabled: true })
    expect(values.database).toMatchObject({ url: null, db_path: './data/conversations.db', pool_size: 20 })
    expect(values.redis.url?.reveal()).toBe('redis://localhost:6379/0')
    expect(values.telegram).toMatchObject({ handle_private_chats: true, handle_groups: false, bot_token: null })
    expect(values.rate_limiting).toMatchObject({
      messages_per_minute: 15,
      global: { messages_per_minute: 28, messages_per_hour: 600 },
      chat_type_limits: { private: 25, group: 12, channel: 5 },
    })
    expect(values.google_calendar).toMatchObject({ enabled: false, default_consultation_duration_minutes: 60 })
    expect(values.rag).toMatchObject({ enabled: true, max_results: 5, knowledge_base_path: './knowledge_base' })
    expect(values.meeting_summary.owner_username).toBe('@your_username')
  })

  test('warns once for each key or section without effect, and shows no personal data', () => {
    const { warnings } = read(env, earlier)
    expect(warnings.map(warning => warning.split(': ')[1])).toEqual([
      'redis.decode_responses',
      'telegram.api_id',
      'telegram.api_hash',
      'telegram.phone',
      'telegram.session_path',
      'ai_server.date_format',
      'memory.max_history_days',
      'memory.vector_search_enabled',
      'memory.vector_db_path',
      'rate_limiting.spam_detection.min_message_length',
      'rate_limiting.spam_detection.max_message_length',
      'rate_limiting.smart_distribution.enabled',
      'rate_limiting.smart_distribution.typing_indicator_enabled',
      'sales_flow',
      'slot_extraction',
      'web_search',
      'url_parsing',
      'intent_classifier',
      'meeting_summary.owner_username',
    ])
    expect(warnings.join()).not.toMatch(/10000000000|0123456789abcdef|12345/)
  })

  test('needs only the variables whose keys still have an effect', () => {
    expect(read({ AI_SERVER_API_KEY: '', GOOGLE_CALENDAR_ENABLED: 'false' }, earlier).warnings).toHaveLength(19)
    copyFileSync(earlier, join(directory, 'config.yaml'))
    expect(faultsOf({})).toEqual([
      expect.stringContaining('the variable AI_SERVER_API_KEY is not set'),
      expect.stringContaining('the variable GOOGLE_CALENDAR_ENABLED is not set'),
    ])
  })

  test('obeys the environment, which it did not in the earlier system', () => {
    const { values } = read({ ...env, AI_SERVER_MODEL: 'other', RATE_LIMITING_MESSAGES_PER_MINUTE: '7' }, earlier)
    expect(values.ai_server.model).toBe('other')
    expect(values.rate_limiting.messages_per_minute).toBe(7)
  })
})

describe('the files beside the schemas', () => {
  const text = (path: string) => readFileSync(path, 'utf8')
  const liveKeys = sections.flatMap(section => listKeys(section)).filter(key => key.retired === null)

  test('config.yaml sets every live key to its default, each with a comment', () => {
    expect(read({}, 'config.yaml')).toEqual(read({}))
    const written = listWritten(parse(text('config.yaml')))
    expect(written.sort()).toEqual(liveKeys.map(key => key.name).sort())
    const uncommented = text('config.yaml')
      .split('\n')
      .filter(line => /^ {2}\S/.test(line) && !/ # \S/.test(line))
    expect(uncommented).toEqual([])
  })

  test('config.yaml leads editors to the schema', () => {
    expect(text('config.yaml')).toMatch(/^# yaml-language-server: \$schema=\.\/config\.schema\.json\n/)
  })

  test('every line of .env.example can be used as it stands, below a comment that explains it', () => {
    const lines = text('.env.example').split('\n')
    const settings = lines.flatMap(line => /^#([A-Z_]+)=(.+)$/.exec(line)?.slice(1, 3) ?? [])
    const env = Object.fromEntries(
      settings.flatMap((name, index) => (index % 2 === 0 ? [[name, settings[index + 1]]] : [])),
    )
    expect(Object.keys(env).sort()).toEqual(Object.keys(mainVariables).sort())
    expect(read(env).warnings).toEqual([])
    const unexplained = lines.filter((line, index) => /^#[A-Z_]+=/.test(line) && !/^# \S/.test(lines[index - 1] ?? ''))
    expect(unexplained).toEqual([])
  })

  test('config.schema.json is what the schemas say; write it with scripts/write-config-schema.ts', () => {
    expect(text('config.schema.json')).toBe(renderJsonSchema(sections))
  })

  test('docs/configuration.md is what the schemas say; write it with scripts/write-config-schema.ts', () => {
    const path = 'docs/configuration.md'
    expect(text(path)).toBe(renderReference(text(path), sections))
  })

  test('config.schema.json accepts both files and refuses what the loader refuses', () => {
    const schema = z.fromJSONSchema(JSON.parse(text('config.schema.json')))
    expect(schema.safeParse(parse(text('config.yaml'))).error).toBeUndefined()
    expect(schema.safeParse(parse(text('test/fixtures/config/earlier-config.yaml'))).error).toBeUndefined()
    for (const wrong of [
      { shop: {} },
      { telegram: { bot_tokn: 'x' } },
      { api_gateway: { port: 'abc' } },
      { logging: 5 },
    ]) {
      expect(schema.safeParse(wrong).success).toBe(false)
    }
  })

  test('every section and key is described, and no two keys share a variable', () => {
    const keys = sections.flatMap(section => listKeys(section))
    const described = [...sections.map(section => section.schema), ...keys.map(key => key.field)]
    expect(described.filter(schema => !/^\p{L}.*\.$/u.test(schema.description ?? ''))).toEqual([])
    expect(new Set(keys.map(key => key.variable)).size).toBe(keys.length)
  })
})

/** Names of all values of a parsed file, as `section.key`, groups taken apart. */
function listWritten(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? listWritten(value as Record<string, unknown>).map(name => `${key}.${name}`)
      : [key],
  )
}
