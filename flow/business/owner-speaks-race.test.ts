import { afterEach, expect, it } from 'vitest'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import type { Chance } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowBusiness, type FlowBusiness } from '../../testing/flow-business.ts'
import { type FlowHarness, startFlow } from '../../testing/flow-harness.ts'
import { createSeededChance } from '../../testing/seeded-chance.ts'

/** TEST_RACES names another number; PostgreSQL pays a round trip for every statement, and runs fewer by itself. */
const races = { sqlite: 1000, postgres: 200 } as const
const asked = Number(process.env.TEST_RACES ?? 0)
const atOnce = 50
// How many turns of the event loop after the clients' words an owner may wait: from before the AI begins to think to after the
// last part of its answer has left.
const longestWait = 130

describeEachDatabase('when the owner writes in a business chat', (open, engine) => {
  let flow: FlowHarness
  afterEach(() => flow.stop())

  const count = asked || races[engine]

  it(`nothing of the AI leaves after their words, in ${count} races`, { timeout: 600_000 }, async () => {
    const chance = createSeededChance(5)
    flow = await startFlow(await open(), { answering: createDawdlingModel(chance), isSwept: false })
    const business = createFlowBusiness(flow)
    await business.connect()
    const endings: Ending[] = []
    for (let first = 1; first <= count; first += atOnce) {
      const clients = Array.from({ length: Math.min(atOnce, count - first + 1) }, (_, at) => first + at)
      endings.push(...(await raceAll(flow, business, { clients, chance })))
    }
    expect(endings.filter(({ saidAfter }) => saidAfter > 0)).toEqual([])
    // Both ends, and the middle of an answer, really happen: otherwise nothing was raced.
    expect(endings.filter(({ saidBefore }) => saidBefore === 0).length).toBeGreaterThan(count / 10)
    expect(endings.filter(({ saidBefore }) => saidBefore === 1).length).toBeGreaterThan(count / 100)
    expect(endings.filter(({ saidBefore }) => saidBefore === 2).length).toBeGreaterThan(count / 10)
  })
})

interface Ending {
  readonly client: number
  /** Parts of the answer that had begun to leave when the owner's words were stored, and those that left later. */
  readonly saidBefore: number
  readonly saidAfter: number
}

interface Wave {
  readonly clients: readonly number[]
  readonly chance: Chance
}

/** Every client asks; while that is being answered every owner speaks up, each after a while of their own. */
async function raceAll(
  flow: FlowHarness,
  business: FlowBusiness,
  { clients, chance }: Wave,
): Promise<readonly Ending[]> {
  await flow.receive(...clients.map(client => business.hear('How much is it?', { client })))
  const passing = flow.pass(3000)
  const owners = clients.map(async client => {
    await turnsOfTheLoop(Math.floor(chance() * longestWait))
    await flow.receive(business.speak('I take this one', { client }))
    return { client, saidBefore: business.said(client).length }
  })
  const spoken = await Promise.all(owners)
  await passing
  await flow.pass(10_000)
  return spoken.map(({ client, saidBefore }) => ({
    client,
    saidBefore,
    saidAfter: business.said(client).length - saidBefore,
  }))
}

/** Thinks for some turns of the event loop, and answers in two parts. */
function createDawdlingModel(chance: Chance): ChatModel {
  const text = `${'word '.repeat(900)}end`
  return {
    name: 'dawdling',
    async answer(_request, signal): Promise<ModelOutcome> {
      await turnsOfTheLoop(Math.floor(chance() * 40))
      if (signal.aborted) return { kind: 'cancelled' }
      return { kind: 'answered', text, isTruncated: false, model: 'dawdling', usage: null, firstTokenMs: 1 }
    },
  }
}

async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve))
}
