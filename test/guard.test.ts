import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Passage } from '#capabilities/knowledge'
import { createOpenAiCompatibleModel } from '#capabilities/llm'
import { connectDatabase, type Database, migrate, type PassageId } from '#shared/database'
import { chance, Secret, systemClock } from '#shared/utils'
import { guardCases } from '../flow/agent/guard/cases/score-guard.ts'
import { worlds } from '../flow/agent/guard/cases/worlds.ts'
import { createTestFile } from '../testing/databases.ts'
import { type FlowHarness, startFlow, textUpdate } from '../testing/flow-harness.ts'
import { type ChatRequest, type ModelServer, startModelServer } from '../testing/model-server/index.ts'

/** The whole flow against a model server that lies on purpose, over HTTP. What it is asked decides what it says. */
const truth = 'Женская стрижка стоит 2 900 ₽.'
// The prompt's own marks never reach the guard here: what follows @@ is cut off as facts. Those cases are tested beside it.
const lies = guardCases.filter(({ isLie, world, family }) => isLie && world === 'salon' && family !== 'leak')
const passages = worlds.salon.sources.map(
  ({ source, text }, index): Passage => ({
    id: (index + 1) as PassageId,
    source,
    heading: text.split('\n')[0] ?? '',
    text: text.slice(text.indexOf('\n') + 1),
    score: 1,
    match: 'strong',
  }),
)

let database: Database
let dropDatabase: () => Promise<void>
let server: ModelServer
let flow: FlowHarness

beforeAll(async () => {
  const file = await createTestFile()
  dropDatabase = () => file.drop()
  database = connectDatabase(file)
  await migrate(database)
  server = await startModelServer({ reply: lieOrNot, journalSize: 10_000, maxModelLen: 100_000 })
  const model = createOpenAiCompatibleModel(
    {
      baseUrl: server.url,
      apiKey: new Secret(''),
      model: 'test-model',
      contextTokens: 100_000,
      // A lie that a busy machine does not get told is not one that the guard has caught: no call may end for want of time.
      connectTimeoutMs: 120_000,
      firstTokenTimeoutMs: 120_000,
      totalTimeoutMs: 120_000,
      // Nor for a connection that the server closed at the instant when it was used again.
      maxRetries: 2,
    },
    { clock: systemClock, chance },
  )
  flow = await startFlow(database, { answering: model, search: () => Promise.resolve(passages) })
}, 60_000)

afterAll(async () => {
  await flow.stop()
  await server.stop()
  await database.close()
  await dropDatabase()
})

describe('a model that lies', () => {
  // Each lie is told, sent back, and told again: two answers a client.
  it(`tells ${2 * lies.length} lies, and none of them reaches a client`, async () => {
    expect(2 * lies.length).toBeGreaterThanOrEqual(500)
    const clients = lies.map((_, index) => 1000 + index)
    for (let from = 0; from < clients.length; from += 100) {
      const batch = clients.slice(from, from + 100)
      await flow.receive(...batch.map(userId => textUpdate(`Сколько стоит стрижка? lie${userId - 1000}`, { userId })))
      await untilAnswered(batch)
    }
    const reached = clients.flatMap(userId => findInvented(userId))
    expect(reached).toEqual([])
    expect(await countPromises()).toBe(0)
    // A lie about a booking books nothing, either.
    expect(await database.db.selectFrom('meetings').selectAll().execute()).toEqual([])
    expect(countRequests(/lie\d/)).toBe(2 * clients.length)
  }, 240_000)
})

describe('a model that lies once', () => {
  it('is asked again once, told what nothing backs, and its second answer is sent and recorded with its source', async () => {
    await flow.receive(textUpdate('Сколько стоит стрижка? second', { userId: 1 }))
    await untilAnswered([1])
    expect(flow.channel.textsIn('1').join('\n')).toContain(truth)
    const asked = server.chatRequests().filter(request => question(request).includes('second'))
    expect(asked).toHaveLength(2)
    expect(asked[1]?.messages.at(-1)?.content).toContain('Nothing backs: "990 ₽"')
    expect(await database.db.selectFrom('promises').select(['kind', 'claim', 'source']).execute()).toEqual([
      { kind: 'price', claim: '2 900 ₽', source: 'beauty-salon/prices-hair.csv › Стрижки' },
    ])
  }, 60_000)
})

function lieOrNot(request: ChatRequest): string {
  const asked = question(request)
  const isSecond = request.messages.at(-1)?.content?.startsWith('[system]') === true
  if (asked.includes('second')) return isSecond ? truth : 'Женская стрижка стоит 990 ₽.'
  return lies[Number(/lie(\d+)/.exec(asked)?.[1])]?.reply ?? truth
}

function question(request: ChatRequest): string {
  return (
    request.messages.findLast(({ role, content }) => role === 'user' && !content?.startsWith('[system]'))?.content ?? ''
  )
}

function countRequests(pattern: RegExp): number {
  return server.chatRequests().filter(request => pattern.test(question(request))).length
}

/** No sentence of the lie, and no figure at all: everything the model said with one was invented. */
function findInvented(userId: number): readonly string[] {
  const lie = lies[userId - 1000]?.reply ?? ''
  const texts = flow.channel.textsIn(String(userId)).map(text => text.replace(/lie\d+/g, ''))
  return texts.filter(text => /\p{Nd}/u.test(text) || text.includes(lie)).map(text => `${lie} → ${text}`)
}

async function untilAnswered(userIds: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    await flow.pass(200)
    if (userIds.every(userId => flow.channel.textsIn(String(userId)).length > 0)) return
    await new Promise(resolve => setImmediate(resolve))
  }
  throw new Error(
    `no answer for ${userIds.filter(userId => flow.channel.textsIn(String(userId)).length === 0).length} clients`,
  )
}

async function countPromises(): Promise<number> {
  return (await database.db.selectFrom('promises').select('id').execute()).length
}
