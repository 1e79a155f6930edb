import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#shared/utils'
import { startGoogleCalendar } from '../../testing/google-calendar/index.ts'
import { startLoopbackServer } from '../../testing/loopback-server.ts'
import { startModelServer } from '../../testing/model-server/index.ts'
import { examine } from './examine.ts'
import { formatJson } from './report/format-json.ts'
import { formatTable } from './report/format-table.ts'
import type { CheckName } from './report/words.ts'

const packageFolder = join(import.meta.dirname, '../..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-knowledge-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Variables = Readonly<Record<string, string>>

async function look(env: Variables) {
  const paths = { DATABASE_DB_PATH: join(folder, 'data', 'conversations.db'), API_GATEWAY_PORT: '0' }
  const diagnosis = await examine(
    { directory: folder, env: { ...paths, ...env } },
    { packageFolder, nodeVersion: '20.19.0', clock: systemClock },
  )
  if (diagnosis.kind === 'invalid') throw new Error(formatJson(diagnosis))
  return diagnosis.results
}

/** The code of what one check finds. */
async function codeOf(name: CheckName, env: Variables) {
  return (await look(env)).find(result => result.name === name)?.finding.code
}

describe('embeddings', () => {
  it('are made, or not: then words alone decide', async () => {
    const server = await startModelServer({ models: ['qwen', 'bge-m3'], embeddingModels: ['bge-m3'] })
    onTestFinished(() => server.stop())
    const env = { AI_SERVER_BASE_URL: server.url }
    const results = await look(env)
    expect(results.find(({ name }) => name === 'embeddings')?.finding).toMatchObject({
      code: 'embeddings.ready',
      values: { model: 'bge-m3', dimensions: 64 },
    })
    expect(await codeOf('embeddings', { ...env, AI_SERVER_EMBEDDING_MODEL: 'qwen' })).toBe('embeddings.refused')
    const chatOnly = await startModelServer({ models: ['qwen'], embeddingModels: [] })
    onTestFinished(() => chatOnly.stop())
    expect(await codeOf('embeddings', { AI_SERVER_BASE_URL: chatOnly.url })).toBe('embeddings.none')
    await server.stop()
    expect(await codeOf('embeddings', env)).toBe('embeddings.unasked')
  })
})

describe('the knowledge base', () => {
  it('is read, and what cannot be read is named with its cure', async () => {
    const documents = join(folder, 'documents')
    const env = { RAG_KNOWLEDGE_BASE_PATH: documents }
    expect(await codeOf('knowledge', env)).toBe('knowledge.absent')
    mkdirSync(documents)
    expect(await codeOf('knowledge', env)).toBe('knowledge.none')
    writeFileSync(join(documents, 'hair.md'), 'A haircut costs 30 EUR.')
    expect(await codeOf('knowledge', env)).toBe('knowledge.ready')
    writeFileSync(join(documents, 'broken.xlsx'), 'no workbook')
    const finding = (await look(env)).find(({ name }) => name === 'knowledge')?.finding
    expect(finding).toMatchObject({ code: 'knowledge.unreadable', values: { count: 2, broken: 1 } })
    expect(finding?.notes).toEqual([expect.stringMatching(/^broken\.xlsx .*save it again/)])
    expect(await codeOf('knowledge', { ...env, RAG_ENABLED: 'false' })).toBe('knowledge.off')
  })
})

describe('the calendar', () => {
  it('of Google answers, does not know us, has no such calendar, or is away', async () => {
    const google = await startGoogleCalendar(() => systemClock.now())
    onTestFinished(() => google.stop())
    const credentials = join(folder, 'credentials.json')
    const env = {
      GOOGLE_CALENDAR_ENABLED: 'true',
      GOOGLE_CALENDAR_API_ROOT: google.apiRoot,
      GOOGLE_CALENDAR_CALENDAR_ID: google.calendarId,
      GOOGLE_CALENDAR_CREDENTIALS_PATH: credentials,
      GOOGLE_CALENDAR_TOKEN_PATH: join(folder, 'token.json'),
    }
    expect(await codeOf('calendar', env)).toBe('calendar.no_credentials')
    writeFileSync(credentials, JSON.stringify(google.oauthClientFile))
    expect(await codeOf('calendar', env)).toBe('calendar.not_connected')
    writeFileSync(credentials, JSON.stringify(google.serviceAccountFile))
    expect(await codeOf('calendar', env)).toBe('calendar.ready')
    expect(await codeOf('calendar', { ...env, GOOGLE_CALENDAR_CALENDAR_ID: 'other@example.com' })).toBe(
      'calendar.not_found',
    )
    await google.stop()
    expect(await codeOf('calendar', env)).toBe('calendar.unreachable')
  })

  it('on a CalDAV server refuses the password, forbids, or is away', async () => {
    let status = 401
    const server = await startLoopbackServer((_, response) => void response.writeHead(status).end())
    onTestFinished(() => server.stop())
    const env = {
      CALENDAR_PROVIDER: 'caldav',
      CALENDAR_CALDAV_URL: server.url,
      CALENDAR_CALDAV_USER: 'olga',
      CALENDAR_CALDAV_PASSWORD: 'open-sesame',
    }
    const results = await look(env)
    expect(results.find(({ name }) => name === 'calendar')?.finding.code).toBe('calendar.key_refused')
    expect(formatTable(results, 'en', false)).not.toContain('sesame')
    status = 403
    expect(await codeOf('calendar', env)).toBe('calendar.forbidden')
    await server.stop()
    expect(await codeOf('calendar', env)).toBe('calendar.unreachable')
  })
})
