import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKnowledge } from '#capabilities/knowledge'
import { connectDatabase, migrate } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../../testing/gateway-harness.ts'

const prices = '# Prices\n\n## Haircut\n\nA haircut costs 1500 roubles.\n\n## Beard\n\nA beard costs 900 roubles.\n'
const admin = { authorization: `Bearer ${testAdminKey}` }

describe('documents over the API', () => {
  let outside: string
  let folder: string
  let test: TestGateway

  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'documents-'))
    folder = join(outside, 'knowledge_base')
    const database = connectDatabase({ engine: 'sqlite', path: ':memory:' })
    await migrate(database)
    const settings = { strongScore: 0.5, maxFileBytes: 2000, embeddingTimeoutMs: 100, searchesPerLogLine: 100 }
    const includes = (path: string): boolean => !path.startsWith('elsewhere/')
    const rooms = { database, clock: systemClock, logger: silentLogger, embed: null }
    test = await startTestGateway({ database, knowledge: createKnowledge({ ...rooms, folder, includes, settings }) })
  })
  afterEach(async () => {
    await test.close()
    await rm(outside, { recursive: true, force: true })
  })

  async function call(method: string, path: string, init: RequestInit = {}) {
    const response = await fetch(`${test.url}/api/v1/knowledge${path}`, { method, headers: admin, ...init })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, bytes, body: isJson ? JSON.parse(`${bytes}`) : null }
  }

  const put = (path: string, body: string | Buffer, query = '', headers: Record<string, string> = admin) =>
    call('PUT', `/documents?path=${encodeURIComponent(path)}${query}`, {
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(Buffer.from(body)),
    })

  it('takes a file, reads it before it answers, and finds it from then on', async () => {
    const added = await put('Прайс/цены 2026.md', prices)
    expect(added).toMatchObject({
      status: 201,
      body: {
        path: 'Прайс/цены 2026.md',
        state: 'indexed',
        error: null,
        passages: 2,
        bytes: Buffer.byteLength(prices),
      },
    })
    expect((await call('GET', '/search?q=beard')).body.items[0]).toMatchObject({ text: 'A beard costs 900 roubles.' })
    const { id } = added.body
    expect((await call('GET', `/documents/${id}`)).body).toEqual(added.body)
    const file = await call('GET', `/documents/${id}/file`)
    expect([file.bytes.toString(), file.headers.get('content-type')]).toEqual([prices, 'application/octet-stream'])
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('цены 2026.md'))
    expect((await call('GET', '')).body).toMatchObject({ indexing: null, max_file_bytes: 2000 })
  })

  it('replaces what was read, and nothing that somebody changed meanwhile', async () => {
    const { body } = await put('prices.md', prices)
    const read = (await call('GET', `/documents/${body.id}`)).headers.get('etag') ?? ''
    const replace = (text: string, etag: string) =>
      put('prices.md', text, '&replace=true', { ...admin, 'if-match': etag })
    const mine = await replace('# Prices\n\nA haircut costs 1600 roubles.\n', read)
    expect([mine.status, mine.headers.get('etag')]).toEqual([200, expect.not.stringMatching(read)])
    expect(await replace('# Prices\n\nFree.\n', read)).toMatchObject({
      status: 412,
      body: { code: 'document.changed' },
    })
    expect(await readFile(join(folder, 'prices.md'), 'utf8')).toContain('1600')
    expect((await replace('# Prices\n\nFree.\n', mine.headers.get('etag') ?? '')).status).toBe(200)
    expect((await put('new.md', prices, '', { ...admin, 'if-match': '*' })).status).toBe(412)
  })

  it('shows the passages of a document in their order, page by page', async () => {
    const { body } = await put('prices.md', prices)
    const first = await call('GET', `/documents/${body.id}/passages?limit=1`)
    const second = await call('GET', `/documents/${body.id}/passages?limit=1&cursor=${first.body.next_cursor}`)
    expect([...first.body.items, ...second.body.items]).toMatchObject([
      {
        ordinal: 0,
        heading: 'Prices › Haircut',
        text: 'A haircut costs 1500 roubles.',
        questions: '',
        has_meaning: false,
      },
      { ordinal: 1, heading: 'Prices › Beard' },
    ])
    expect(second.body.next_cursor).toBeNull()
  })

  it('replaces a document only when it is told to', async () => {
    await put('prices.md', prices)
    expect(await put('prices.md', '# New\n\nFree.')).toMatchObject({ status: 409, body: { code: 'document.exists' } })
    expect(await readFile(join(folder, 'prices.md'), 'utf8')).toBe(prices)
    expect(await put('prices.md', '# New\n\nFree.', '&replace=true')).toMatchObject({
      status: 200,
      body: { passages: 1 },
    })
    expect(await readdir(folder)).toEqual(['prices.md'])
  })

  it('keeps a broken file, and says what is wrong with it', async () => {
    expect(await put('prices.pdf', 'not a PDF')).toMatchObject({
      status: 201,
      body: { state: 'failed', error: expect.stringContaining('prices.pdf') },
    })
  })

  it('deletes a document with its file, as often as it is asked', async () => {
    const { body } = await put('prices.md', prices)
    for (let count = 0; count < 2; count += 1) expect((await call('DELETE', `/documents/${body.id}`)).status).toBe(204)
    expect(await readdir(folder)).toEqual([])
    expect((await call('GET', '/search?q=beard')).body.items).toEqual([])
    const { db } = test.deps.database
    const audit = await db.selectFrom('audit_log').select(['action', 'target']).orderBy('id').execute()
    expect(audit).toEqual([
      { action: 'document.add', target: `document:${body.id}` },
      { action: 'document.delete', target: `document:${body.id}` },
    ])
  })

  it.each([
    ['../prices.md', 422, 'document.bad_path'],
    ['/etc/prices.md', 422, 'document.bad_path'],
    ['a/../../prices.md', 422, 'document.bad_path'],
    ['.hidden.md', 422, 'document.bad_path'],
    ['program.exe', 422, 'document.unknown_kind'],
    ['elsewhere/prices.md', 422, 'document.of_another_playbook'],
  ])('refuses to write %s, and writes nothing', async (path, status, code) => {
    expect(await put(path, prices)).toMatchObject({ status, body: { code } })
    expect(await readdir(outside)).toEqual([])
  })

  it('follows no link that leads out of the folder', async () => {
    await mkdir(folder)
    await mkdir(join(outside, 'private'))
    await writeFile(join(outside, 'private/secret.md'), 'secret')
    await symlink(join(outside, 'private'), join(folder, 'link'))
    await symlink(join(outside, 'private/secret.md'), join(folder, 'secret.md'))
    expect(await put('link/prices.md', prices)).toMatchObject({ status: 422, body: { code: 'document.bad_path' } })
    await call('POST', '/reindex')
    const { items } = (await call('GET', '')).body
    const link = items.find((item: { path: string }) => item.path === 'secret.md')
    expect(link).toMatchObject({ state: 'failed' })
    expect((await call('GET', `/documents/${link.id}/file`)).status).toBe(404)
    expect((await call('DELETE', `/documents/${link.id}`)).status).toBe(204)
    expect(await readFile(join(outside, 'private/secret.md'), 'utf8')).toBe('secret')
  })

  it('refuses what is empty, too large, or no plain bytes', async () => {
    expect(await put('a.md', '')).toMatchObject({ status: 422, body: { code: 'document.empty' } })
    expect(await put('a.md', 'x'.repeat(2001))).toMatchObject({ status: 413, body: { code: 'document.too_large' } })
    expect((await put('a.md', 'x'.repeat(9000))).status).toBe(413)
    const headers = { ...admin, 'content-type': 'text/markdown' }
    expect((await call('PUT', '/documents?path=a.md', { headers, body: 'x' })).status).toBe(415)
    const bytes = { ...admin, 'content-type': 'application/octet-stream' }
    const elsewhere = await fetch(`${test.url}/api/v1/leads`, { method: 'POST', headers: bytes, body: 'x' })
    expect(elsewhere.status).toBe(415)
  })

  it('lets only admins write and delete', async () => {
    const operator = await test.keyOf('operator')
    expect((await put('a.md', prices, '', operator)).status).toBe(403)
    expect((await call('DELETE', '/documents/1', { headers: operator })).status).toBe(403)
    expect((await call('GET', '/documents/4711')).status).toBe(404)
    expect((await call('GET', '/documents/4711/passages')).status).toBe(404)
  })
})
