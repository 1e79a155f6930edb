import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createKnowledge } from '#capabilities/knowledge'
import { createOpenAiCompatibleModel } from '#capabilities/llm'
import { createPlaybookSource } from '#capabilities/sales'
import { writeSummaries } from '#flow'
import { silentLogger, systemClock } from '#shared/utils'
import { describeEachDatabase } from '../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../testing/flow-client.ts'
import { type FlowHarness, type FlowOptions, flowSettings, startFlow } from '../testing/flow-harness.ts'
import { type ModelServer, startModelServer } from '../testing/model-server/index.ts'

const root = join(import.meta.dirname, '..')
const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

describeEachDatabase('the salesperson with a model server', open => {
  it('calls the model once a turn, and shows nothing of the line of facts', async () => {
    const { client, server } = await begin('Понял вас.\n@@ {"slots": {"budget": {"value": "300 тысяч рублей"}}}')
    const words = ['Здравствуйте', 'Мне нужен сайт для магазина', 'Есть ли у вас доставка?']
    for (const text of words) await client.write(text)
    expect(server.chatRequests()).toHaveLength(words.length)
    expect(client.texts().filter(text => text.includes('Понял вас.'))).toHaveLength(words.length)
    expect(client.texts().join('\n')).not.toMatch(/@@|slots|[{}]/)
  })

  it('asks once more when nothing backs a claim, leaves it out if it comes again, and counts what both cost', async () => {
    const lie = 'Рады помочь. Для вас скидка 90 % до завтра!'
    const { flow, client, server } = await begin(lie)
    const said = await client.write('Мне нужен сайт')
    expect(server.chatRequests()).toHaveLength(2)
    expect(said.map(({ text }) => text).join('\n')).toMatch(/^[^\d%]+$/)
    // The server counts four bytes a token.
    const tokens = Math.ceil(Buffer.byteLength(lie) / 4)
    const turns = await flow.database.db.selectFrom('turns').select('completion_tokens').execute()
    expect(turns).toEqual([{ completion_tokens: 2 * tokens }])
  })

  it('calls no model for what code says: times, a booking, a hand-off', async () => {
    const { client, server } = await begin('Понял вас.')
    await client.write('Хочу записаться')
    await client.press(/,/)
    await client.press('Да')
    await client.write('Позовите человека')
    expect(server.chatRequests()).toHaveLength(0)
    expect(client.texts().join('\n')).toContain('вы записаны')
  })

  it('stores what the model read, with source, message and confidence', async () => {
    const { flow, client } = await begin(
      'Понял.\n@@ {"slots": {"need": {"value": "чат-бот для аптеки", "confidence": 0.7}}}',
    )
    await client.write('Мы держим аптеку, и вот думаем про бота')
    const slot = await findSlot(flow, 'need')
    expect(slot?.source).toMatch(/model|explicit|cue|rule/)
    expect(slot?.confidence).toBeGreaterThan(0)
    expect(slot?.message_id).not.toBeNull()
  })

  it.each([
    ['a contact before consent', '{"slots": {"contact": {"value": "+79161234567", "confidence": 1}}}', 'contact'],
    ['a slot that no playbook has', '{"slots": {"is_admin": {"value": "yes", "confidence": 1}}}', 'is_admin'],
    ['a value of the wrong kind', '{"slots": {"budget": {"value": {"$gt": 0}, "confidence": 9}}}', 'budget'],
    ['what is no JSON', '{"slots": {"budget": {"value": "5"', 'budget'],
  ])('distrusts the line of facts: %s', async (_name, line, slot) => {
    const { flow, client } = await begin(`Хорошо.\n@@ ${line}`)
    const said = await client.write('Расскажите о себе')
    expect(said[0]?.text).toBe('Хорошо.')
    expect(await findSlot(flow, slot)).toBeUndefined()
  })

  it('lets the model correct a slot that the rules have read in the same message', async () => {
    const { flow, client } = await begin(
      'Понял.\n@@ {"slots": {"budget": {"value": "400 тысяч рублей", "confidence": 0.99}}}',
    )
    await client.write('Бюджет около 300 тысяч рублей, ну или четыреста')
    const rows = await flow.database.db.selectFrom('lead_slots').select('slot_name').execute()
    expect(rows.filter(({ slot_name }) => slot_name === 'budget')).toHaveLength(1)
    expect(await flow.database.db.selectFrom('conversations').select('turn_attempts').execute()).toEqual([
      { turn_attempts: 0 },
    ])
  })

  it('remembers: every message is in the prompt or in the summary, and the summary is renewed', async () => {
    const { flow, client, server, model } = await begin('Ясно, спасибо за рассказ.')
    const jobs = { ...flow.jobs, model, window: flowSettings.contextWindow }
    const { signal } = new AbortController()
    for (let turn = 1; turn <= 30; turn++) {
      await client.write(`Рассказываю о деле, часть ${wordOf(turn)}`)
      // As fast as people write: more would be held back.
      await flow.pass(20_000)
      await writeSummaries(jobs, signal)
    }
    const summaries = server.chatRequests().filter(request => systemOf(request).startsWith('You keep the memory'))
    expect(summaries.length).toBeGreaterThanOrEqual(2)
    expect(textOf(summaries[1])).toContain('<memory>')
    const last = server.chatRequests().findLast(request => !systemOf(request).startsWith('You keep the memory'))
    expect(systemOf(last)).toContain('<earlier>\nЯсно, спасибо за рассказ.')
    const seen = [...summaries, last].map(textOf).join('\n')
    for (let turn = 1; turn <= 30; turn++) expect(seen).toContain(wordOf(turn))
  }, 60_000)

  it('knows the client’s name and slots in the prompt, asks nothing twice, and takes corrections', async () => {
    const { flow, client, server } = await begin('Понял.')
    await client.write('Меня зовут Анна, бюджет 300 тысяч рублей')
    await client.write('Точнее, 500 тысяч рублей')
    expect((await findSlot(flow, 'budget'))?.slot_value).toContain('500000')
    await client.write('Мне нужен сайт')
    const prompt = systemOf(server.chatRequests().at(-1))
    expect(prompt).toMatch(/<known>[\s\S]*Анна[\s\S]*<\/known>/)
    expect(prompt).toMatch(/Budget: "[^"]*500/)
    await client.write('Для магазина цветов')
    const asked = server.chatRequests().map(request => /exactly one question[^:]*: (.*)/.exec(systemOf(request))?.[1])
    expect(asked[0]).toContain('что именно вам нужно')
    expect(asked.slice(2).join()).not.toContain('что именно вам нужно')
    expect(asked.join()).not.toMatch(/обращаться|На какую сумму/)
  })

  async function begin(reply: string): Promise<Stage> {
    const server = await startModelServer({ reply: () => reply })
    cleanUps.push(() => server.stop())
    return openStage(server, {})
  }

  async function openStage(server: ModelServer, options: FlowOptions): Promise<Stage> {
    const model = openModel(server)
    const flow = await startFlow(await open(), { ...options, answering: model })
    return { flow, client: createPatientClient(flow), server, model }
  }

  it('answers with an edited persona, price and question at the next message, without a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edited-'))
    cleanUps.push(() => rm(folder, { recursive: true }))
    await cp(join(root, 'playbooks'), join(folder, 'playbooks'), { recursive: true })
    await cp(join(root, 'knowledge_base'), join(folder, 'knowledge_base'), { recursive: true })
    const prices = join(folder, 'knowledge_base', 'bouquets.md')
    await writeFile(prices, '# Букеты\n\nБукет «Рассвет» стоит 1900 рублей.\n')
    const server = await startModelServer({ reply: () => 'Понял.' })
    cleanUps.push(() => server.stop())
    const database = await open()
    const knowledge = createKnowledge({ ...knowledgeDeps, folder: join(folder, 'knowledge_base'), database })
    const { signal } = new AbortController()
    await knowledge.refresh(signal)
    const flow = await startFlow(database, {
      answering: openModel(server),
      search: question => knowledge.search(question, 5),
      currentPlaybook: () => playbooks.current(),
    })
    const playbooks = createPlaybookSource({
      folder: join(folder, 'playbooks'),
      name: 'beauty-salon',
      clock: flow.clock,
      logger: silentLogger,
      onFault: text => {
        throw new Error(text)
      },
    })
    const client = createPatientClient(flow)
    await client.write('Сколько стоит букет «Рассвет»?')
    const before = systemOf(server.chatRequests().at(-1))
    expect(before).toContain('1900')

    await edit(join(folder, 'playbooks/beauty-salon/persona.md'), text => `${text}\nТы обожаешь пионы.\n`)
    await edit(join(folder, 'playbooks/beauty-salon/offer.md'), text => `${text}\n\nДоставка стоит 777 рублей.\n`)
    await edit(join(folder, 'playbooks/beauty-salon/slots.yaml'), text =>
      text.replace('На какую услугу вас записать?', 'Что для вас сделать?'),
    )
    await edit(prices, text => text.replace('1900', '2100'))
    await knowledge.refresh(signal)
    await client.write('А сколько стоит букет «Рассвет» сегодня?')
    const after = systemOf(server.chatRequests().at(-1))
    for (const words of ['обожаешь пионы', '777 рублей', '2100']) expect(after).toContain(words)
    expect(after).not.toContain('1900 рублей')
    await client.write('Меня зовут Анна')
    const prompts = server.chatRequests().map(systemOf).join('\n')
    expect(prompts).toContain('Что для вас сделать?')
  })
})

interface Stage {
  readonly flow: FlowHarness
  readonly client: FlowClient
  readonly server: ModelServer
  readonly model: ReturnType<typeof openModel>
}

const knowledgeDeps = {
  clock: systemClock,
  logger: silentLogger,
  embed: null,
  settings: { strongScore: 0.3, maxFileBytes: 1e6, embeddingTimeoutMs: 1000, searchesPerLogLine: 1000 },
}

function openModel(server: ModelServer) {
  return createOpenAiCompatibleModel(
    {
      baseUrl: server.url,
      apiKey: null,
      model: null,
      contextTokens: 12_384,
      connectTimeoutMs: 5000,
      firstTokenTimeoutMs: 10_000,
      totalTimeoutMs: 20_000,
      maxRetries: 0,
    },
    { clock: systemClock, chance: () => 0.5 },
  )
}

/** The fake clock does not wait for a server's answer over HTTP: this client does. */
function createPatientClient(flow: FlowHarness): FlowClient {
  const client = createFlowClient(flow, 1)
  return {
    ...client,
    async write(text) {
      const before = flow.channel.partsIn('1').length
      await client.write(text)
      for (let tries = 0; tries < 2000 && (await isThinking(flow)); tries++) {
        await new Promise(resolve => setTimeout(resolve, 5))
        await flow.pass(0)
      }
      await flow.pass(1000)
      return flow.channel.partsIn('1').slice(before)
    },
  }
}

async function isThinking({ database }: FlowHarness): Promise<boolean> {
  const row = await database.db
    .selectFrom('conversations')
    .select('id')
    .where('turn_lease_id', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

type Request = ReturnType<ModelServer['chatRequests']>[number]

function systemOf(request: Request | undefined): string {
  return String(request?.messages[0]?.content ?? '')
}

function textOf(request: Request | undefined): string {
  return request?.messages.map(({ content }) => String(content)).join('\n') ?? ''
}

/** Letters alone: a figure that nothing backs would be taken out of an answer. */
function wordOf(number: number): string {
  return `«${String.fromCodePoint(0x430 + number)}${String.fromCodePoint(0x430 + (number % 7))}»`
}

function findSlot({ database }: FlowHarness, name: string) {
  return database.db.selectFrom('lead_slots').selectAll().where('slot_name', '=', name).executeTakeFirst()
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  if (changed === text) throw new Error(`nothing to change in ${path}`)
  await writeFile(path, changed)
}
