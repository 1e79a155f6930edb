import { beforeEach, expect, it } from 'vitest'
import type { InboundUpdate } from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import type { ConversationId, Database, TurnId } from '#shared/database'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { type FlowApi, startFlowApi } from '../../../../testing/flow-api.ts'
import { textUpdate } from '../../../../testing/flow-harness.ts'

interface Conversation {
  readonly id: number
  readonly contact: { readonly name: string; readonly channel: string }
  readonly last_message_at: string
}

interface Page {
  readonly items: readonly Conversation[]
  readonly next_cursor: string | null
}

interface Dialogue extends Conversation {
  readonly messages: readonly {
    readonly id: number
    readonly text: string
    readonly delivery: readonly { readonly state: string }[]
  }[]
  readonly next_before: number | null
}

const names = (items: readonly Conversation[]): readonly string[] => items.map(({ contact }) => contact.name)

describeEachDatabase('GET /conversations', open => {
  let database: Database
  let api: FlowApi
  beforeEach(async () => {
    database = await open()
    api = await startFlowApi(database)
  })

  it('shows each with its client, its lead and its newest message, the latest activity first', async () => {
    const { flow } = api
    await flow.receive(textUpdate('First', { userId: 1 }))
    await flow.pass(5000)
    await flow.receive(textUpdate('Second', { userId: 2 }))
    await flow.pass(5000)
    await flow.receive(textUpdate('First again', { userId: 1 }))
    const now = new Date(flow.clock.now()).toISOString()
    const { items, next_cursor } = await api.get<Page>('/conversations')
    expect(next_cursor).toBeNull()
    expect(items).toMatchObject([
      {
        contact: { name: 'User 1', username: null, channel: 'memory', is_blocked: false, has_opted_out: false },
        lead_id: expect.any(Number),
        stage: 'greeting',
        fit_score: expect.any(Number),
        handler: 'ai',
        ai_is_answering: true,
        chat_type: 'private',
        last_message: { role: 'user', text: 'First again', sent_at: '2026-01-14T09:00:00.000Z' },
        last_message_at: now,
        unanswered_since: now,
      },
      { contact: { name: 'User 2' }, last_message: { role: 'assistant', text: '[Second]' }, unanswered_since: null },
    ])
  })

  it('cuts a long message short without tearing a character apart', async () => {
    await api.flow.receive(textUpdate(`${'a'.repeat(498)}👩‍👩‍👧‍👧`))
    const { items } = await api.get<{ items: [{ last_message: { text: string } }] }>('/conversations')
    expect(items[0].last_message.text).toBe(`${'a'.repeat(498)}…`)
  })

  it('holds each once over its pages, also those of one instant', async () => {
    for (let userId = 1; userId <= 9; userId++) {
      if (userId % 3 === 0) await api.flow.pass(100)
      await api.flow.receive(textUpdate('Hello', { userId }))
    }
    const expected = [9, 8, 7, 6, 5, 4, 3, 2, 1].map(userId => `User ${userId}`)
    for (const limit of [1, 2, 3, 9, 200]) {
      expect(names(await api.listAll<Conversation>(`/conversations?limit=${limit}`))).toEqual(expected)
    }
  })

  it('holds those that are asked for', async () => {
    await meetEverybody()
    const everybody = [1, 2, 3, 11, 12]
    const cases: readonly (readonly [string, readonly number[]])[] = [
      ['', everybody],
      ['handler=human', [3]],
      ['handler=ai', [1, 2, 11, 12]],
      ['channel=webchat', [11, 12]],
      ['channel=memory', [1, 2, 3]],
      ['channel=memory&handler=human', [3]],
      ['channel=webchat&handler=human', []],
      ['channel=nowhere', []],
      ['chat_type=group', [2]],
      ['chat_type=private&channel=memory', [1, 3]],
      ['unanswered=true', [1, 3]],
      ['unanswered=true&handler=human', [3]],
      ['unanswered=false', [2, 11, 12]],
    ]
    for (const [query, expected] of cases) {
      const found = names(await api.listAll<Conversation>(`/conversations?limit=2&${query}`))
      expect([query, ...[...found].sort()]).toEqual([query, ...expected.map(userId => `User ${userId}`).sort()])
    }
  })

  it('holds those that a search finds, by name and by what was said, also a moment ago', async () => {
    await meetEverybody()
    await api.flow.receive(textUpdate('Почём ЁЛКА?', { userId: 4 }))
    const find = async (query: string) => [...names(await api.listAll<Conversation>(`/conversations?limit=1&${query}`))]
    expect(await find(`q=${encodeURIComponent('елк')}`)).toEqual(['User 4'])
    expect((await find('q=user')).sort()).toEqual(['User 1', 'User 11', 'User 12', 'User 2', 'User 3', 'User 4'])
    expect((await find('q=hello&channel=webchat')).sort()).toEqual(['User 11', 'User 12'])
    expect(await find('q=nobody')).toEqual([])
  })

  it('holds those of a time, its beginning included, its end not', async () => {
    await meetEverybody()
    const { items } = await api.get<Page>('/conversations')
    const [newest = '', older = ''] = new Set(items.map(item => item.last_message_at))
    const count = async (query: string) => (await api.get<Page>(`/conversations?${query}`)).items.length
    const [countNewest, countOlder] = [newest, older].map(
      instant => items.filter(item => item.last_message_at === instant).length,
    )
    expect(countNewest).toBeGreaterThan(0)
    expect(await count(`last_message_after=${newest}`)).toBe(countNewest)
    expect(await count(`last_message_before=${newest}`)).toBe(items.length - (countNewest ?? 0))
    expect(await count(`last_message_after=${older}&last_message_before=${newest}`)).toBe(countOlder)
    expect(await count(`last_message_after=${encodeURIComponent('2030-01-01T00:00:00+03:00')}`)).toBe(0)
  })

  it('holds those whose client blocked the bot, in the order of all lists', async () => {
    const { flow } = api
    for (const userId of [1, 2, 3]) {
      await flow.receive(textUpdate('Hello', { userId }))
      await flow.pass(5000)
    }
    await database.db.updateTable('contacts').set({ is_blocked: 1 }).where('user_id', 'in', [1, 3]).execute()
    const { items } = await api.get<Page>('/conversations?blocked=true')
    expect(names(items)).toEqual(['User 3', 'User 1'])
    const [, next] = await api.listAll<Conversation>('/conversations?blocked=true&limit=1')
    expect(next?.contact.name).toBe('User 1')
  })

  it('refuses what is no filter, with a pointer to it', async () => {
    const cases = ['limit=0', 'limit=201', 'handler=robot', 'unanswered=maybe', 'last_message_after=yesterday']
    for (const query of [...cases, 'cursor=WyJ4Il0', 'cursor=%00']) {
      const { status, body } = await api.ask('GET', `/conversations?${query}`)
      const pointer = `/${query.split('=')[0]}`
      expect([query, status, body]).toMatchObject([
        query,
        422,
        { code: 'request.invalid', errors: [{ in: 'query', pointer }] },
      ])
    }
  })

  /** Two in the web chat, three here: 1 waits for the AI, 2 writes in a group, 3 waits for a human. */
  async function meetEverybody(): Promise<void> {
    const { flow } = api
    await writeIn('webchat', 'web-1', textUpdate('Hello', { userId: 11 }))
    await writeIn('webchat', 'web-2', textUpdate('Hello', { userId: 12 }))
    await flow.receive(textUpdate('Hello', { userId: 1 }), inGroup(textUpdate('Hello', { userId: 2 })))
    await flow.pass(3000)
    await flow.receive(textUpdate('/human', { userId: 3 }))
    await flow.pass(3000)
    await flow.receive(textUpdate('Still there?', { userId: 3 }), textUpdate('Anybody?', { userId: 1 }))
  }

  async function writeIn(channel: string, chatId: string, update: InboundUpdate): Promise<void> {
    const account = { channel, externalId: channel, username: null, displayName: null }
    const accountId = await saveAccount(database.db, account, api.flow.clock.now())
    await api.flow.ingest({ accountId, channel }, [inChat(update, { chatId })])
  }
})

function inGroup(update: InboundUpdate): InboundUpdate {
  return inChat(update, { chatId: '-5', chatType: 'group' })
}

function inChat(update: InboundUpdate, place: object): InboundUpdate {
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  return { ...update, inbound: { ...update.inbound, chat: { ...update.inbound.chat, ...place } } }
}

describeEachDatabase('GET /conversations/{id}', open => {
  let api: FlowApi
  let id: number
  beforeEach(async () => {
    api = await startFlowApi(await open())
    await api.flow.receive(textUpdate('Hello'))
    await api.flow.pass(3000)
    id = (await api.get<Page>('/conversations')).items[0]?.id ?? 0
  })

  it('is the conversation with its messages, the oldest first, and what became of ours', async () => {
    const { messages, ...conversation } = await api.get<Dialogue>(`/conversations/${id}`)
    const [listed] = (await api.get<Page>('/conversations')).items
    const writing = { obstacle: null, writable_until: null, draft: null }
    expect(conversation).toEqual({ ...listed, ...writing, next_before: null })
    expect(messages).toEqual([
      {
        id: expect.any(Number),
        role: 'user',
        text: 'Hello',
        kind: 'text',
        sent_at: '2026-01-14T09:00:00.000Z',
        edited_at: null,
        turn_id: null,
        delivery: [],
        claims: [],
        media: null,
      },
      expect.objectContaining({
        role: 'assistant',
        text: '[Hello]',
        turn_id: expect.any(String),
        delivery: [
          {
            state: 'sent',
            error_code: null,
            settled_at: expect.stringMatching(/^2026-01-14T09:00:0\d/),
            held_until: null,
          },
        ],
      }),
    ])
  })

  it('tells what backs what the AI has stated', async () => {
    const { messages } = await api.get<{ messages: readonly { turn_id: string | null }[] }>(`/conversations/${id}`)
    const turn_id = messages.at(-1)?.turn_id as TurnId
    const promise = { conversation_id: id as ConversationId, turn_id, made_at: 0, kind: 'price' }
    const { db } = api.gateway.deps.database
    await db
      .insertInto('promises')
      .values({ ...promise, claim: '120 000 ₽', source: 'prices.md › Launch' })
      .execute()
    const claims = [{ kind: 'price', text: '120 000 ₽', source: 'prices.md › Launch' }]
    expect(await api.get(`/conversations/${id}`)).toMatchObject({ messages: [{ claims: [] }, { claims }] })
  })

  it('pages back from the newest message to the first', async () => {
    for (const text of ['2', '3', '4', '5']) {
      await api.flow.receive(textUpdate(text))
      await api.flow.pass(3000)
    }
    const pages: string[][] = []
    for (let before: number | null | undefined; before !== null; ) {
      const query: string = before === undefined ? '' : `&before=${before}`
      const page: Dialogue = await api.get(`/conversations/${id}?limit=4${query}`)
      pages.push(page.messages.map(({ text }) => text))
      before = page.next_before
    }
    expect(pages).toEqual([
      ['4', '[4]', '5', '[5]'],
      ['2', '[2]', '3', '[3]'],
      ['Hello', '[Hello]'],
    ])
  })

  it('tells of a file what is known of it, and keeps the ids of the channel to itself', async () => {
    const file = { fileId: 'secret-of-the-bot', fileName: 'plan.pdf', mimeType: 'application/pdf', sizeBytes: 1234 }
    const update = textUpdate('[document plan.pdf]')
    if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
    const inbound = { ...update.inbound, messageKind: 'document', metadata: { file } }
    await api.flow.receive({ ...update, inbound })
    const { messages } = await api.get<Dialogue>(`/conversations/${id}`)
    const { fileId, ...shown } = file
    expect(messages.at(-1)).toMatchObject({
      kind: 'document',
      media: {
        file_name: shown.fileName,
        mime_type: shown.mimeType,
        size_bytes: shown.sizeBytes,
        duration_seconds: null,
      },
    })
    expect(JSON.stringify(messages)).not.toContain(fileId)
  })

  it('is not found, or refused, for what is no id of one', async () => {
    const cases = [
      ['/conversations/4711', 404, 'conversation.not_found'],
      ['/conversations/x', 422, 'request.invalid'],
      ['/conversations/0', 422, 'request.invalid'],
      ['/conversations/1?before=x', 422, 'request.invalid'],
      ['/conversations/1?limit=1000', 422, 'request.invalid'],
    ] as const
    for (const [path, status, code] of cases) {
      expect([path, await api.ask('GET', path)]).toMatchObject([path, { status, body: { code } }])
    }
  })
})
