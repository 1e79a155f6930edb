import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKnowledge } from '#capabilities/knowledge'
import { createScriptedModel } from '#capabilities/llm'
import type { Database } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { type FlowApi, startFlowApi } from '../../../../testing/flow-api.ts'
import { createFlowClient, type FlowClient } from '../../../../testing/flow-client.ts'

interface Question {
  readonly id: number
  readonly state: string
}

describeEachDatabase('the knowledge base over the API', open => {
  let folder: string
  let database: Database
  let api: FlowApi
  let client: FlowClient
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'))
    await writeFile(join(folder, 'prices.md'), '# Prices\n\n## Haircut\n\nA haircut costs 1500 roubles.\n')
    await writeFile(join(folder, 'broken.pdf'), 'not a PDF')
    database = await open()
    const settings = { strongScore: 0.5, maxFileBytes: 1e6, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
    const knowledge = createKnowledge({
      ...{ database, folder, settings },
      clock: systemClock,
      logger: silentLogger,
      embed: null,
    })
    api = await startFlowApi(database, { answering: createScriptedModel() }, { knowledge, knowledgeFolder: folder })
    client = createFlowClient(api.flow, 1)
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const raise = async (): Promise<number> => {
    await client.write('Привет')
    await client.write('Сколько у вас этажей?')
    const { items } = await api.get<{ items: readonly Question[] }>('/knowledge/questions')
    return items[0]?.id ?? 0
  }
  const audits = async () => {
    const rows = await database.db.selectFrom('audit_log').select('action').orderBy('id').execute()
    return rows.map(({ action }) => action)
  }

  it('is read at a word, shows each document with what is wrong with it, and is searched as the agent does', async () => {
    expect(await api.ask('POST', '/knowledge/reindex')).toMatchObject({
      status: 200,
      body: { folder_found: true, indexed: 1, failed: 1 },
    })
    expect(await api.get('/knowledge')).toMatchObject({
      items: [
        { path: 'broken.pdf', state: 'failed', error: expect.stringContaining('broken.pdf') },
        { path: 'prices.md', state: 'indexed', error: null, passages: 1 },
      ],
      next_cursor: null,
      documents: 2,
      passages: 1,
      failed: 1,
      changed_at: expect.any(String),
    })
    expect(await api.listAll('/knowledge?limit=1')).toHaveLength(2)
    expect(await api.get(`/knowledge/search?q=${encodeURIComponent('how much is a haircut?')}`)).toMatchObject({
      items: [{ source: 'prices.md › Prices › Haircut', text: 'A haircut costs 1500 roubles.', match: 'strong' }],
    })
    expect(await api.get('/knowledge/search?q=submarine')).toEqual({ items: [] })
    expect(await audits()).toEqual(['knowledge.reindex'])
  })

  it('takes the answer to a question once, and the client who asked hears it', async () => {
    const id = await raise()
    const answer = () => api.ask('POST', `/knowledge/questions/${id}/answer`, { text: 'Two floors.' })
    expect(await answer()).toMatchObject({ status: 200, body: { id, path: 'answers.md', client_told: true } })
    expect(await answer()).toMatchObject({ status: 409, body: { code: 'question.not_open' } })
    await api.flow.pass(3000)
    expect(client.texts().filter(text => text.includes('Two floors.'))).toHaveLength(1)
    expect(await readFile(join(folder, 'answers.md'), 'utf8')).toContain('Two floors.')
    expect(await audits()).toEqual(['question.answer'])
    expect(await api.get('/knowledge/questions')).toEqual({ items: [], next_cursor: null })
    expect(await api.get('/knowledge/questions?state=all')).toMatchObject({ items: [{ id, state: 'answered' }] })
  })

  it('lets a question go without an answer, once', async () => {
    const id = await raise()
    const dismiss = () => api.ask('POST', `/knowledge/questions/${id}/dismiss`)
    expect((await dismiss()).status).toBe(204)
    expect(await dismiss()).toMatchObject({ status: 409, body: { code: 'question.not_open' } })
    expect(await audits()).toEqual(['question.dismiss'])
  })

  it('shows each question once over the pages', async () => {
    await client.write('Привет')
    const conversationId = await client.conversationId()
    const rows = Array.from({ length: 7 }, (_, index) => ({
      conversation_id: conversationId,
      message_id: null,
      question: `Question ${index}`,
      language: 'en',
      asked_at: 1000 + Math.floor(index / 2),
      settled_at: null,
    }))
    await database.db.insertInto('open_questions').values(rows).execute()
    for (const state of ['open', 'all']) {
      const all = await api.listAll<{ question: string }>(`/knowledge/questions?state=${state}&limit=2`)
      expect(all.map(({ question }) => question)).toEqual([...rows].reverse().map(({ question }) => question))
    }
  })

  it('tells what is wrong with what is asked', async () => {
    const { next_cursor: cursor } = await api.get<{ next_cursor: string | null }>('/knowledge/questions?state=all')
    expect(cursor).toBeNull()
    for (const [method, path, body, status] of [
      ['POST', '/knowledge/questions/4711/answer', { text: 'Yes' }, 404],
      ['POST', '/knowledge/questions/4711/dismiss', undefined, 404],
      ['POST', '/knowledge/questions/1/answer', { text: '' }, 422],
      ['GET', '/knowledge/search', undefined, 422],
      ['GET', '/knowledge/search?q=x&limit=51', undefined, 422],
      ['GET', '/knowledge/questions?state=late', undefined, 422],
      ['GET', `/knowledge/questions?cursor=${Buffer.from('["open","7"]').toString('base64url')}`, undefined, 422],
      ['GET', '/knowledge?cursor=x', undefined, 422],
    ] as const) {
      expect([path, (await api.ask(method, path, body)).status]).toEqual([path, status])
    }
  })
})
