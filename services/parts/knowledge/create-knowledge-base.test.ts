import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../../../testing/model-server/index.ts'
import type { App } from '../../app.ts'
import { compose } from '../../compose.ts'
import { readSettings } from '../../settings.ts'

const packageFolder = join(import.meta.dirname, '../../..')
const { signal } = new AbortController()
const paraphrase = 'куда деть тачку на время визита'
const parking = 'Парковка'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'knowledge-base-'))
  mkdirSync(join(folder, 'documents'))
  writeFileSync(join(folder, 'documents/about.md'), documents)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the knowledge base of the platform', () => {
  it('finds what a paraphrase without a shared word means, when the model server offers embeddings', async () => {
    const server = await startServer({ models: ['chat', 'bge-m3'], embeddingModels: ['bge-m3'], embed: meaningOf })
    const knowledge = await open({ AI_SERVER_BASE_URL: server.url })
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, embedded: 6 })
    expect(await knowledge.search(paraphrase, 3)).toMatchObject([{ heading: parking, match: 'weak' }])
  })

  it('does not find it by words alone, and asks a chat model for no embeddings', async () => {
    const server = await startServer({ models: ['chat'], embeddingModels: [] })
    const knowledge = await open({ AI_SERVER_BASE_URL: server.url })
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, embedded: 0 })
    expect(await knowledge.search(paraphrase, 3)).toEqual([])
    // A car means parking to the words of the platform; one word of four is no answer yet.
    expect(await knowledge.search('куда деть машину на время визита', 3)).toMatchObject([
      { heading: parking, match: 'weak' },
    ])
    expect(await knowledge.search('есть парковка?', 1)).toMatchObject([{ heading: parking, match: 'strong' }])
    expect(server.journal.map(({ path }) => path)).not.toContain('/v1/embeddings')
  })

  it('waits for a dead endpoint no longer than the settings allow', async () => {
    const server = await startServer({ models: ['bge-m3'], embed: meaningOf })
    const knowledge = await open({ AI_SERVER_BASE_URL: server.url, RAG_EMBEDDING_TIMEOUT_MS: '150' })
    await knowledge.refresh(signal)
    server.failEmbeddingsAlways({ kind: 'hang' })
    const startedMs = performance.now()
    expect(await knowledge.search('есть парковка?', 1)).toMatchObject([{ heading: parking, match: 'strong' }])
    // The wait, and what a busy test machine adds to it: far from the 30 seconds of ai_server.timeout.
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  })

  it('answers by words when nothing listens at the address', async () => {
    const knowledge = await open({ AI_SERVER_BASE_URL: 'http://127.0.0.1:9' })
    await knowledge.refresh(signal)
    expect(await knowledge.search('есть парковка?', 1)).toMatchObject([{ heading: parking, match: 'strong' }])
  })
})

async function open(env: Readonly<Record<string, string>>): Promise<NonNullable<App['knowledge']>> {
  const paths = { DATABASE_DB_PATH: join(folder, 'c.db'), RAG_KNOWLEDGE_BASE_PATH: join(folder, 'documents') }
  const outcome = readSettings({ directory: folder, env: { LOGGING_LEVEL: 'silent', ...paths, ...env } })
  if (outcome.kind === 'invalid') throw new Error(JSON.stringify(outcome.faults))
  const app = await compose(outcome.values, packageFolder)
  onTestFinished(async () => {
    await app.close()
    await app.database.close()
  })
  if (app.knowledge === null) throw new Error('the knowledge base is off')
  return app.knowledge
}

async function startServer(options: ModelServerOptions): Promise<ModelServer> {
  const server = await startModelServer(options)
  onTestFinished(() => server.stop())
  return server
}

const documents = `# Парковка

Во дворе есть два места для гостей, въезд со стороны переулка.

# Оплата

Принимаем карты и наличные.

# Детский уголок

Есть игрушки и раскраски, няни нет.

# Подарки

Сертификат действует год.

# Мастера

Опыт каждого не меньше пяти лет.

# Расписание

Открыты ежедневно, кроме понедельника.
`

/** A model that knows one subject from the others: where a car stays. */
function meaningOf(text: string): readonly number[] {
  const isAboutParking = /парковк|тачк/i.test(text)
  return isAboutParking ? [1, 0.2, 0] : [0, 0.2, 1]
}
