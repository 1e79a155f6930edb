import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { connectionUpdate, createFlowBusiness, type FlowBusiness } from '../../testing/flow-business.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { laterJobs } from '../../testing/later-jobs.ts'
import { endSilences } from './end-silences.ts'

describeEachDatabase('chats of the owner’s own account', open => {
  let database: Database
  let flow: FlowHarness
  let business: FlowBusiness

  beforeEach(async () => {
    database = await open()
    flow = await startFlow(database)
    business = createFlowBusiness(flow)
    // The owner has a chat with the bot, where they are told things.
    await flow.receive(textUpdate('/start', { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await business.connect()
    await flow.pass(100)
  })
  afterEach(() => flow.stop())

  const ownersTexts = () => flow.channel.textsIn(String(flowSettings.ownerId))

  it('are answered through the connection, and marked as read', async () => {
    await flow.receive(business.hear('Hello?', { messageId: '41' }))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
    const { chat } = flow.channel.sends.at(-1) ?? {}
    expect(chat).toMatchObject({ businessConnectionId: 'c1', chatId: '1' })
    expect(flow.channel.reads).toMatchObject([{ chat: { chatId: '1' }, messageId: '41' }])
  })

  it('are not marked as read without the right', async () => {
    await business.connect({ rights: ['can_reply'] })
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    expect([business.said().length, flow.channel.reads.length]).toEqual([1, 0])
    expect(ownersTexts().at(-1)).toContain('Mark messages as read')
  })

  it('fall silent when the owner writes, until the silence is over', async () => {
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    await flow.receive(business.speak('I am here myself'))
    await flow.receive(business.hear('Oh, good'))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
    await endSilences(laterJobs(flow, 0.9))
    expect(await handler()).toBe('human')
    await endSilences(laterJobs(flow, 1.1))
    expect(await handler()).toBe('ai')
    await flow.receive(business.hear('And on Sunday?'))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(2)
    const { messages } = flow.model.requests.at(-1) ?? { messages: [] }
    expect(JSON.stringify(messages)).toContain('I am here myself')
  })

  it('drop a reply that is being written, and what is queued, at the owner’s first word', async () => {
    const release = flow.model.hold()
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    expect(flow.model.requests).toHaveLength(1)
    await flow.receive(business.speak('I take this'))
    release()
    await flow.pass(5000)
    expect(business.said()).toEqual([])
  })

  it('belong to the owner from their word on where they wrote first, and bring a lead when the client answers', async () => {
    await flow.receive(business.speak('Hello Ann, shall we meet?'))
    const leads = () => flow.database.db.selectFrom('leads').select('id').where('user_id', '=', 1).execute()
    expect(await leads()).toEqual([])
    await flow.receive(business.hear('Yes, gladly'))
    await flow.pass(2000)
    expect([business.said(), (await leads()).length]).toEqual([[], 1])
  })

  it('are given back by the owner’s command, and the AI goes on', async () => {
    await flow.receive(business.speak('Hello Ann'), business.hear('How much is it?'))
    await flow.pass(2000)
    await flow.receive(textUpdate(`/resume ${await business.conversationId()}`, { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await flow.receive(business.hear('Well?'))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
  })

  it('stay the owner’s after a takeover by command, however long they are silent', async () => {
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    const id = await business.conversationId()
    await flow.receive(textUpdate(`/takeover ${id}`, { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await flow.receive(business.speak('It is me'))
    await endSilences(laterJobs(flow, 2))
    expect(await handler()).toBe('human')
  })

  it('are left alone when the bot is disconnected: what was queued falls away', async () => {
    flow.channel.scriptWaits(...Array.from({ length: 5 }, () => 60_000))
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    await business.connect({ isEnabled: false })
    await flow.pass(3000)
    expect(business.said()).toEqual([])
    expect(ownersTexts().at(-1)).toContain('You have disconnected me')
  })

  it('are not written to without the right to reply, and the owner is told once how to give it', async () => {
    const before = ownersTexts().length
    await business.connect({ rights: [] })
    await business.connect({ rights: [] })
    await flow.receive(business.hear('Hello?'))
    await flow.pass(3000)
    expect(business.said()).toEqual([])
    expect(flow.channel.typings.filter(({ businessConnectionId }) => businessConnectionId !== '')).toEqual([])
    const [notice, ...more] = ownersTexts().slice(before)
    expect(notice).toContain('Bot permissions → Reply to messages')
    expect(more).toEqual([])
  })

  it('go on under a new connection of the same owner, with all that was said', async () => {
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    const id = await business.conversationId()
    await flow.receive(connectionUpdate({ isEnabled: false }), connectionUpdate({ id: 'c2' }))
    const row = await flow.database.db
      .selectFrom('conversations')
      .select('business_connection_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.business_connection_id).toBe('c2')
  })

  it('are none of ours in the account of a stranger: nothing is kept, nothing answered, and they are told nothing', async () => {
    const stranger = { userId: 5, displayName: 'Eve', username: null, appLanguage: null }
    await flow.receive(textUpdate('/start', { userId: 5 }))
    await flow.pass(2000)
    const before = flow.channel.textsIn('5').length
    await flow.receive(connectionUpdate({ owner: stranger, ownerChatId: '5' }))
    await flow.receive(business.hear('Hello?'))
    await flow.pass(3000)
    expect([business.said(), flow.channel.textsIn('5').length]).toEqual([[], before])
    const { payload, reason } = await flow.database.db
      .selectFrom('updates')
      .select(['payload', 'reason'])
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect({ payload, reason }).toEqual({ payload: '{}', reason: 'business.account_refused' })
  })

  it('are left out by the owner’s command, and taken in again', async () => {
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    const id = await business.conversationId()
    await flow.receive(textUpdate(`/exclude ${id}`, { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await flow.receive(business.hear('A secret'))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
    await flow.receive(textUpdate(`/include ${id}`, { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await flow.receive(business.hear('Hello again'))
    await flow.pass(2000)
    expect(business.said().at(-1)).toBe('[Hello again]')
  })

  it('settle a send whose answer was lost, when it comes back', async () => {
    flow.channel.script({ kind: 'unknown', code: 'ECONNRESET' })
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    const [said = ''] = business.said()
    expect(await states()).toEqual(['unknown'])
    await flow.receive(business.echo(`${said} `, '77'), business.echo(`${said} `, '78'))
    expect(await states()).toEqual(['sent'])
  })

  it('forget what was deleted before it is answered', async () => {
    await flow.receive(
      business.hear('My card is 4242', { messageId: '31' }),
      business.hear('Hello?', { messageId: '32' }),
    )
    await flow.receive(business.erase(['31']))
    await flow.pass(3000)
    expect(business.said()).toEqual(['[Hello?]'])
    await flow.receive(business.hear('Wrong chat', { messageId: '33' }))
    await flow.receive(business.erase(['33']))
    await flow.pass(3000)
    expect(business.said()).toHaveLength(1)
  })

  async function handler(): Promise<string> {
    const row = await flow.database.db
      .selectFrom('conversations')
      .select('handler')
      .where('id', '=', await business.conversationId())
      .executeTakeFirstOrThrow()
    return row.handler
  }

  async function states(): Promise<readonly string[]> {
    const rows = await flow.database.db
      .selectFrom('outbound as o')
      .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
      .select('o.state')
      .where('c.business_connection_id', '!=', '')
      .orderBy('o.id')
      .execute()
    return rows.map(({ state }) => state)
  }
})

describeEachDatabase('chats that the owner leaves out', open => {
  it('are neither kept nor answered', async () => {
    const flow = await startFlow(await open(), { business: { excludedChats: new Set(['2']) } })
    const business = createFlowBusiness(flow)
    await business.connect()
    await flow.receive(
      business.hear('Hello?'),
      business.hear('Hi, it is me', { client: 2 }),
      business.speak('Hi mum', { client: 2 }),
    )
    await flow.pass(2000)
    expect([business.said(1).length, business.said(2).length]).toEqual([1, 0])
    const kept = await flow.database.db
      .selectFrom('messages')
      .select('content')
      .where('role', '!=', 'assistant')
      .execute()
    expect(kept).toEqual([{ content: 'Hello?' }])
    await flow.stop()
  })
})
