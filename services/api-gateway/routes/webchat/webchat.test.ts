import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/utils'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'

let test: TestGateway
beforeEach(async () => {
  test = await startTestGateway()
})
afterEach(() => test.close())

const headers = { authorization: `Bearer ${testAdminKey}`, 'content-type': 'application/json' }

async function post(body: unknown, chatId = 'chat-a', url = test.url): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/api/v1/webchat/chats/${chatId}/messages`, {
    method: 'POST',
    headers: { ...headers, 'accept-language': 'ru-RU,ru;q=0.9' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

interface Page {
  readonly items: readonly { readonly id: number; readonly text: string }[]
  readonly next_cursor: string | null
}

async function list(query = ''): Promise<Page> {
  const response = await fetch(`${test.url}/api/v1/webchat/chats/chat-a/messages${query}`, { headers })
  return (await response.json()) as Page
}

describe('POST …/messages', () => {
  it('answers 202 when the message is stored', async () => {
    expect(await post({ text: ' Hello ', client_message_id: 'm-1' })).toEqual({
      status: 202,
      body: { client_message_id: 'm-1' },
    })
    expect(await list()).toEqual({
      items: [
        {
          id: 1,
          role: 'user',
          text: 'Hello',
          sent_at: '2026-01-14T09:00:00.000Z',
          client_message_id: 'm-1',
          buttons: [],
          documents: [],
          press: null,
        },
      ],
      next_cursor: null,
    })
  })

  it('stores a message that is sent again only once', async () => {
    for (let count = 0; count < 3; count += 1) await post({ text: 'Hello', client_message_id: 'm-1' })
    expect((await list()).items).toHaveLength(1)
  })

  it('remembers the language of the browser', async () => {
    await post({ text: 'Привет', client_message_id: 'm-1' })
    const contact = await test.deps.database.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow()
    expect(contact).toMatchObject({ channel: 'webchat', app_language: 'ru-RU' })
    expect(contact.user_id).toBeLessThan(0)
  })

  it.each([
    [{ client_message_id: 'm' }, '/text'],
    [{ text: '  ', client_message_id: 'm' }, '/text'],
    [{ text: 'x'.repeat(8_001), client_message_id: 'm' }, '/text'],
    [{ text: 'a\0b', client_message_id: 'm' }, '/text'],
    [{ text: 'Hi', client_message_id: '../m' }, '/client_message_id'],
    [{ text: 'Yes', client_message_id: 'm', press: { data: '', message_id: 1 } }, '/press/data'],
    [{ text: 'Yes', client_message_id: 'm', press: { data: 'я'.repeat(33), message_id: 1 } }, '/press/data'],
    [{ text: 'Yes', client_message_id: 'm', press: { data: 'y' } }, '/press/message_id'],
    [[], ''],
  ])('points at what is wrong in a body, and stores nothing', async (body, pointer) => {
    expect(await post(body)).toMatchObject({
      status: 422,
      body: { code: 'request.invalid', errors: [{ in: 'body', pointer }] },
    })
    expect((await list()).items).toEqual([])
  })

  it.each([
    ['{"text": ', 400, 'request.malformed'],
    ['', 400, 'request.malformed'],
    [JSON.stringify({ text: 'x'.repeat(300_000) }), 413, 'request.too_large'],
  ])('refuses a body that cannot be read', async (body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { code } })
  })

  it('refuses a chat id that no browser of ours makes', async () => {
    expect(await post({ text: 'Hi', client_message_id: 'm' }, 'a%2Fb')).toMatchObject({
      status: 422,
      body: { errors: [{ in: 'path', pointer: '/chat_id' }] },
    })
  })

  it.each([
    [new AppError('database.busy', 'secret detail', { retryable: true }), 503, 'database.busy'],
    [new TypeError('secret detail'), 500, 'internal'],
  ])('tells the client to try again only when that may help, and never an internal', async (error, status, code) => {
    const webchat = { ...test.deps.webchat, receive: () => Promise.reject(error) }
    const broken = await startTestGateway({ webchat })
    const answer = await post({ text: 'Hi', client_message_id: 'm' }, 'chat-a', broken.url)
    await broken.close()
    expect(answer).toMatchObject({ status, body: { code } })
    expect(JSON.stringify(answer) + broken.logLines.join('')).not.toContain('secret')
  })
})

describe('the press of a button', () => {
  it('goes the way of every message, with its data beside its label', async () => {
    await post({ text: 'When?', client_message_id: 'm-1' })
    const buttons = [[{ text: 'Fri 15:00', data: 'slot:1' }]]
    await test.answer('chat-a', 'Choose', 'sent', { buttons })
    await post({ text: 'Fri 15:00', client_message_id: 'm-2', press: { data: 'slot:1', message_id: 2 } })
    expect((await list()).items).toMatchObject([
      { text: 'When?', buttons: [], press: null },
      { text: 'Choose', buttons, press: null },
      { text: 'Fri 15:00', buttons: [], press: { data: 'slot:1', message_id: 2 } },
    ])
    const row = await test.deps.database.db
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', 3 as never)
      .executeTakeFirstOrThrow()
    expect([row.kind, row.content, JSON.parse(row.message_metadata ?? '')]).toEqual([
      'button',
      'Fri 15:00',
      { data: 'slot:1', buttonMessageId: '2' },
    ])
  })

  it('that is forged, of a button that never was, is a message like any other', async () => {
    const forged = await post({ text: '/start', client_message_id: 'm-1', press: { data: 'admin', message_id: 999 } })
    expect(forged.status).toBe(202)
    expect((await list()).items).toMatchObject([{ text: '/start', press: { data: 'admin', message_id: 999 } }])
  })
})

describe('GET …/documents/{id}', () => {
  const content = 'BEGIN:VCALENDAR\r\nSUMMARY:Встреча\r\n'
  const url = (id: number | string, chatId = 'chat-a') => `${test.url}/api/v1/webchat/chats/${chatId}/documents/${id}`

  async function sendDocument(more: { fileName?: string; mimeType?: string; state?: 'queued' | 'sent' } = {}) {
    await post({ text: 'Please', client_message_id: 'm-1' })
    const { fileName = 'встреча "1".ics', mimeType = 'text/calendar', state = 'sent' } = more
    await test.answer('chat-a', 'Here', state, { document: { fileName, mimeType, content } })
  }

  it('is a download under its own name, which no browser shows, runs or keeps', async () => {
    await sendDocument()
    expect((await list()).items).toMatchObject([{}, { documents: [{ id: 1, file_name: 'встреча "1".ics' }] }])
    const response = await fetch(url(1), { headers })
    expect(await response.text()).toBe(content)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition':
        'attachment; filename="_______ _1_.ics"; filename*=UTF-8\'\'%D0%B2%D1%81%D1%82%D1%80%D0%B5%D1%87%D0%B0%20%221%22.ics',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
  })

  it.each([
    ['text/html', 'text/html; charset=utf-8'],
    ['text/html\r\nx: y', 'application/octet-stream'],
    ['application/pdf', 'application/pdf'],
  ])('of type %j is sent as %s, and as an attachment', async (mimeType, sentType) => {
    await sendDocument({ mimeType })
    const response = await fetch(url(1), { headers })
    expect(response.headers.get('content-type')).toBe(sentType)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/)
  })

  it('is for the owner only, and of its own chat only, and only once it has left', async () => {
    await sendDocument({ state: 'queued' })
    expect((await fetch(url(1), { headers })).status).toBe(404)
    await test.deps.database.db.updateTable('outbound').set({ state: 'sent' }).execute()
    await post({ text: 'Hi', client_message_id: 'm-2' }, 'chat-b')
    expect((await fetch(url(1))).status).toBe(401)
    expect((await fetch(url(1, 'chat-b'), { headers })).status).toBe(404)
    expect((await fetch(url(1, 'nobody'), { headers })).status).toBe(404)
    expect((await fetch(url(2), { headers })).status).toBe(404)
    expect((await fetch(url('x'), { headers })).status).toBe(422)
    expect((await fetch(url(1), { headers })).status).toBe(200)
  })

  it('of a message without a file is not found', async () => {
    await post({ text: 'Hi', client_message_id: 'm-1' })
    await test.answer('chat-a', 'No file here', 'sent')
    const response = await fetch(url(1), { headers })
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'chat.no_such_document' }])
  })
})

describe('GET …/messages', () => {
  beforeEach(async () => {
    for (const number of [1, 2, 3, 4, 5]) await post({ text: `${number}`, client_message_id: `m-${number}` })
  })

  const texts = (page: Page) => page.items.map(({ text }) => text)

  it('pages back from the newest, oldest first inside a page', async () => {
    const newest = await list('?limit=2')
    expect(texts(newest)).toEqual(['4', '5'])
    const older = await list(`?limit=2&before=${newest.next_cursor}`)
    expect(texts(older)).toEqual(['2', '3'])
    const oldest = await list(`?limit=2&before=${older.next_cursor}`)
    expect([texts(oldest), oldest.next_cursor]).toEqual([['1'], null])
  })

  it('pages forward after a message', async () => {
    const page = await list('?limit=2&after=1')
    expect(texts(page)).toEqual(['2', '3'])
    const last = await list(`?limit=2&after=${page.next_cursor}`)
    expect([texts(last), last.next_cursor]).toEqual([['4', '5'], null])
  })

  it('holds nothing for a chat in which nobody has written', async () => {
    const response = await fetch(`${test.url}/api/v1/webchat/chats/empty/messages`, { headers })
    expect(await response.json()).toEqual({ items: [], next_cursor: null })
  })

  it.each(['limit=0', 'limit=201', 'after=x', 'after=1&before=2'])('refuses ?%s', async query => {
    const response = await fetch(`${test.url}/api/v1/webchat/chats/chat-a/messages?${query}`, { headers })
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ in: 'query' }] }])
  })
})
