import { afterEach, expect, it } from 'vitest'
import { createMemoryChannel, type MemoryChannel } from '#capabilities/channels'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import type { Chance } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowBusiness, type FlowBusiness } from '../../testing/flow-business.ts'
import { type FlowHarness, startFlow } from '../../testing/flow-harness.ts'
import { createSeededChance } from '../../testing/seeded-chance.ts'

/** TEST_RACES=1000 runs as many on each engine. */
const count = Number(process.env.TEST_RACES ?? 200)
const atOnce = 50
// How many turns of the event loop after its moment an owner may wait: about as long as it takes to the next.
const longestWait = 40

describeEachDatabase('when the owner writes in a business chat', open => {
  let flow: FlowHarness
  afterEach(() => flow.stop())

  it(`nothing of the AI leaves after their words, in ${count} races`, { timeout: 1_800_000 }, async () => {
    const chance = createSeededChance(5)
    const moments = createMoments()
    flow = await startFlow(await open(), {
      answering: createDawdlingModel(chance, moments),
      channel: createSlowChannel(chance, moments),
      isSwept: false,
    })
    const business = createFlowBusiness(flow)
    await business.connect()
    const endings: Ending[] = []
    for (let first = 1; first <= count; first += atOnce) {
      const clients = Array.from({ length: Math.min(atOnce, count - first + 1) }, (_, at) => first + at)
      endings.push(...(await raceAll(flow, business, { clients, chance, moments })))
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
  readonly moments: Moments
}

/** Every client asks; while that is being answered every owner speaks up, each after a while of their own. */
async function raceAll(
  flow: FlowHarness,
  business: FlowBusiness,
  { clients, chance, moments }: Wave,
): Promise<readonly Ending[]> {
  await flow.receive(...clients.map(client => business.hear(`I am ${client}`, { client })))
  const passing = flow.pass(3000)
  const owners = clients.map(async client => {
    const moment = ['asked', 'part 1', 'part 2'][Math.floor(chance() * 3)]
    // Where an answer turned out otherwise, its moment never comes.
    await Promise.race([moments.comesTo(`${moment} ${client}`), passing])
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
function createDawdlingModel(chance: Chance, moments: Moments): ChatModel {
  const text = 'It is right here.\n\nCome in and have a look.'
  return {
    name: 'dawdling',
    async answer({ messages }, signal): Promise<ModelOutcome> {
      moments.happened(`asked ${/I am (\d+)/.exec(JSON.stringify(messages.at(-1)))?.[1]}`)
      await turnsOfTheLoop(Math.floor(chance() * 40))
      if (signal.aborted) return { kind: 'cancelled' }
      return { kind: 'answered', text, isTruncated: false, model: 'dawdling', usage: null, firstTokenMs: 1 }
    },
  }
}

/** Takes its time to say that a part was sent, so that the next one waits for it. */
function createSlowChannel(chance: Chance, moments: Moments): MemoryChannel {
  const channel = createMemoryChannel()
  return {
    ...channel,
    // Each paragraph is a part, as a long one would be.
    render: (markdown, attached) => markdown.split('\n\n').flatMap(paragraph => channel.render(paragraph, attached)),
    async send(chat, part, signal) {
      const sent = channel.send(chat, part, signal)
      moments.happened(`part ${channel.partsIn(chat.chatId).length} ${chat.chatId}`)
      const outcome = await sent
      await turnsOfTheLoop(Math.floor(chance() * 40))
      return outcome
    },
  }
}

/** What has come to pass, by name. */
interface Moments {
  happened(name: string): void
  comesTo(name: string): Promise<void>
}

function createMoments(): Moments {
  const past = new Set<string>()
  const waiting = new Map<string, () => void>()
  return {
    happened(name) {
      past.add(name)
      waiting.get(name)?.()
    },
    comesTo: name => (past.has(name) ? Promise.resolve() : new Promise(resolve => waiting.set(name, resolve))),
  }
}

async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve))
}
