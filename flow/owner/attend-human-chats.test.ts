import { expect, it } from 'vitest'
import { takeOver } from '#flow'
import { describeEachDatabase } from '../../testing/databases.ts'
import { connectionUpdate, flowConnectionId } from '../../testing/flow-business.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { createSeededChance } from '../../testing/seeded-chance.ts'

const confirmed = 'Хорошо, больше не пишу. Если передумаете — отправьте /start.'

describeEachDatabase('while a human has a chat, a wish not to be written to', open => {
  it.each(['/stop', 'Не пишите мне больше', 'Перестаньте писать, это спам'])(
    '«%s» counts at once, is confirmed by code, and the owner hears of it',
    async words => {
      const { flow, client, owner } = await handOff()
      const said = client.texts().length
      const asked = flow.model.requests.length
      await client.write(words)
      expect(client.texts().slice(said)).toEqual([confirmed])
      expect(flow.model.requests).toHaveLength(asked)
      expect(await listConsents(flow)).toEqual([{ user_id: 1, kind: 'messages', granted: 0, text: confirmed, words }])
      expect(await isOptedOut(flow, 1)).toBe(true)
      expect(await countEvents(flow, 'contact.opted_out')).toBe(1)
      expect(owner.texts().at(-1)).toContain(`${words}\n\nКлиент просит больше ему не писать. Я подтвердил`)
    },
  )

  it('is answered in the language of whoever states it, though nothing was said there before', async () => {
    const flow = await startFlow(await open())
    await flow.receive(connectionUpdate())
    await flow.receive(inBusinessChat('Добрый день'))
    await humanTakes(flow, businessChat)
    await flow.receive(inBusinessChat('Не пишите мне больше'))
    await flow.pass(3000)
    expect(flow.channel.textsIn(businessChat)).toEqual([confirmed])
  })

  it('counts once by two workers, after a restart, and said twice', async () => {
    const { flow, client } = await handOff()
    const other = await startFlow(flow.database, { clock: flow.clock, channel: flow.channel })
    await flow.receive(textUpdate('/stop'))
    const again = await flow.restart()
    await again.pass(10_000)
    await again.receive(textUpdate('/stop'), textUpdate('Не пишите мне больше'))
    await again.pass(60_000)
    expect(client.texts().filter(text => text === confirmed)).toHaveLength(1)
    expect(await listConsents(again)).toHaveLength(1)
    expect(await countEvents(again, 'contact.opted_out')).toBe(1)
    await other.stop()
  })

  it('is never lost nor heeded twice in a race with the takeover', async () => {
    const { flow } = await begin()
    const chance = createSeededChance(7)
    const clients = Array.from({ length: 40 }, (_, index) => createFlowClient(flow, index + 1))
    await flow.receive(...clients.map(({ userId }) => textUpdate('Мне нужен сайт', { userId })))
    await flow.pass(3000)
    // Each client has two instants among a hundred: of /stop, and of the takeover.
    const instants = clients.map(client => ({
      client,
      stopAt: Math.floor(chance() * 100),
      takeAt: Math.floor(chance() * 100),
    }))
    for (let at = 0; at < 100; at++) {
      for (const { client } of instants.filter(({ takeAt }) => takeAt === at))
        await humanTakes(flow, String(client.userId))
      const stopping = instants.filter(({ stopAt }) => stopAt === at)
      await flow.receive(...stopping.map(({ client: { userId } }) => textUpdate('/stop', { userId })))
      await flow.pass(10)
    }
    await flow.pass(20_000)
    expect(await countEvents(flow, 'contact.opted_out')).toBe(clients.length)
    expect(await listConsents(flow)).toHaveLength(clients.length)
    for (const client of clients) expect(client.texts().filter(text => text === confirmed)).toHaveLength(1)
  })

  it('takes back the follow-up that the AI has planned in another chat of the client', async () => {
    const { flow, client } = await begin()
    await flow.receive(inBusinessChat('Добрый день'))
    await humanTakes(flow, businessChat)
    await client.write('Мне нужен сайт')
    expect(await countPendingFollowUps(flow, client)).toBe(1)
    await flow.receive(inBusinessChat('/stop'))
    await flow.pass(3000)
    expect(await countPendingFollowUps(flow, client)).toBe(0)
  })

  it('in a chat on the owner’s own screen is confirmed there, and brings no notice', async () => {
    const { flow, owner } = await begin()
    await flow.receive(inBusinessChat('Добрый день'))
    await humanTakes(flow, businessChat)
    const before = owner.texts().length
    await flow.receive(inBusinessChat('/stop'))
    await flow.pass(3000)
    expect(flow.channel.textsIn(businessChat).at(-1)).toBe(confirmed)
    expect(await isOptedOut(flow, 1)).toBe(true)
    expect(owner.texts()).toHaveLength(before)
  })

  it('in a group is a command, and that of whoever gave it', async () => {
    const { flow } = await begin()
    await flow.receive(inGroup('Мне нужен сайт', 1), inGroup('И мне', 2))
    await humanTakes(flow, groupChat)
    await flow.receive(inGroup('Не пишите мне больше, Вася', 1), inGroup('/stop', 2))
    await flow.pass(3000)
    expect([await isOptedOut(flow, 1), await isOptedOut(flow, 2)]).toEqual([false, true])
  })

  it('is taken back by /start, as the confirmation says; the AI stays silent', async () => {
    const { flow, client, owner } = await handOff()
    await client.write('/stop')
    expect(await client.write('/start')).toEqual([])
    expect(await isOptedOut(flow, 1)).toBe(false)
    expect(owner.texts().at(-1)).toContain('/start\n\nКлиенту снова можно писать')
    expect((await listConsents(flow)).map(({ granted }) => granted)).toEqual([0, 1])
  })

  it.each(['/help', '/privacy', '/start', 'Пишите мне больше подробностей'])('is not «%s»', async words => {
    const { flow, client, owner } = await handOff()
    expect(await client.write(words)).toEqual([])
    expect(await listConsents(flow)).toEqual([])
    expect(owner.texts().at(-1)).toContain(`${words}\n`)
    expect(owner.texts().at(-1)).not.toContain('писать.')
  })

  async function begin(): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const flow = await startFlow(await open())
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    await flow.receive(connectionUpdate())
    await flow.pass(1000)
    return { flow, client: createFlowClient(flow, 1), owner }
  }

  async function handOff(): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const house = await begin()
    await house.client.write('Позовите человека')
    return house
  }
})

const businessChat = '77'
const groupChat = '-5'

const inBusinessChat = (text: string) =>
  inChat(text, 1, { businessConnectionId: flowConnectionId, chatId: businessChat })
const inGroup = (text: string, userId: number) => inChat(text, userId, { chatType: 'group', chatId: groupChat })

function inChat(text: string, userId: number, place: object) {
  const update = textUpdate(text, { userId })
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  return { ...update, inbound: { ...update.inbound, chat: { ...update.inbound.chat, ...place } } }
}

async function humanTakes({ database, clock }: FlowHarness, chatId: string): Promise<void> {
  const { id } = await database.db
    .selectFrom('conversations')
    .select('id')
    .where('chat_id', '=', chatId)
    .executeTakeFirstOrThrow()
  await database.transaction(tx => takeOver(tx, id, { reason: 'owner.took_over', by: 'ai' }, clock.now()))
}

function listConsents({ database }: FlowHarness) {
  return database.db
    .selectFrom('consents as k')
    .innerJoin('contacts as p', 'p.id', 'k.contact_id')
    .innerJoin('messages as m', 'm.id', 'k.message_id')
    .select(['p.user_id', 'k.kind', 'k.granted', 'k.text', 'm.content as words'])
    .orderBy('k.id')
    .execute()
}

async function isOptedOut({ database }: FlowHarness, userId: number): Promise<boolean> {
  const contact = await database.db
    .selectFrom('contacts')
    .select('opted_out_at')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return contact.opted_out_at !== null
}

async function countEvents({ database }: FlowHarness, type: string): Promise<number> {
  return (await database.db.selectFrom('events').select('event_id').where('type', '=', type).execute()).length
}

async function countPendingFollowUps({ database }: FlowHarness, client: FlowClient): Promise<number> {
  const rows = await database.db
    .selectFrom('follow_ups')
    .select('id')
    .where('state', '=', 'pending')
    .where('lead_id', '=', await client.leadId())
    .execute()
  return rows.length
}
