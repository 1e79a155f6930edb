import { expect, it } from 'vitest'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import { takeOver } from '#flow'
import type { ConversationId } from '#shared/database'
import { stampEvents } from '#shared/events'
import { type Chance, type Clock, createFakeIds, sleep } from '#shared/utils'
import { describeEachDatabase } from '../testing/databases.ts'
import { createFlowClient, type FlowClient, pressUpdate } from '../testing/flow-client.ts'
import { asIdle, type FlowHarness, flowSettings, startFlow, textUpdate } from '../testing/flow-harness.ts'
import { createSeededChance } from '../testing/seeded-chance.ts'

/** TEST_RACES=1000 runs as many on each engine; TEST_SEED names another order of things. */
const races = Number(process.env.TEST_RACES ?? 200)
const seed = Number(process.env.TEST_SEED ?? 3)
const clientsOfOneTime = 100
const minuteMs = 60_000

describeEachDatabase('a takeover', open => {
  it(`wins every one of ${races} races against an answer in the making`, { timeout: 1_800_000 }, async () => {
    const chance = createSeededChance(seed)
    const flow = await startFlow(await open(), { answering: createThinkingModel(chance, () => flow.clock) })
    await createFlowClient(flow, flowSettings.ownerId).write('Привет')
    const verdicts: Verdict[] = []
    for (let first = 0; first < races; first += atOnce) {
      const running = Array.from({ length: Math.min(atOnce, races - first) }, (_, at) => race(flow, first + at, chance))
      await flow.pass(waveMs)
      for (const ending of running) verdicts.push(await ending.judge())
    }
    const count = (kind: Verdict): number => verdicts.filter(verdict => verdict === kind).length
    expect(count('broken')).toBe(0)
    // The instants are spread so that both ends really happen: otherwise nothing was raced.
    expect(count('answered before')).toBeGreaterThan(races / 10)
    expect(count('cut off')).toBeGreaterThan(races / 10)
    await flow.stop()
  })

  it('wins against an answer that is committed in the same batch', async () => {
    const flow = await startFlow(await open())
    const client = createFlowClient(flow, 1)
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    await client.write('Привет')
    const release = flow.model.hold()
    await flow.receive(textUpdate('Мне нужен сайт'))
    const number = await client.conversationId()
    await flow.receive(
      textUpdate(`/takeover ${number}`, { userId: owner.userId }),
      textUpdate('И ещё вопрос', { userId: owner.userId }),
    )
    const before = client.texts().length
    await flow.pass(2000)
    // Both turns wait for the model, so both are committed as soon as it answers, in one batch.
    release()
    await flow.pass(2000)
    expect(client.texts()).toHaveLength(before)
    expect(owner.texts().join('\n')).toContain('молчу')
    await flow.stop()
  })
})

describeEachDatabase('one opening', open => {
  it(`is booked once when ${clientsOfOneTime} clients want it; the others are offered others in the same reply`, async () => {
    const flow = await startFlow(await open())
    const clients = Array.from({ length: clientsOfOneTime }, (_, index) => createFlowClient(flow, index + 1))
    await flow.receive(...clients.map(({ userId }) => textUpdate('Хочу записаться', { userId })))
    await flow.pass(5000)
    const wanted = clients[0]?.buttons()[0]?.data ?? ''
    expect(clients.every(client => client.buttons()[0]?.data === wanted)).toBe(true)
    await flow.receive(...clients.map(({ userId }) => pressUpdate({ userId, data: wanted, label: 'это' })))
    await flow.pass(5000)
    const held = clients.filter(client => client.buttons().some(({ text }) => text === 'Да'))
    const offered = clients.filter(client => !held.includes(client))
    expect(held).toHaveLength(1)
    expect(offered.every(client => isOfferedOther(client, wanted))).toBe(true)
    await flow.receive(...clients.map(({ userId }) => textUpdate('да', { userId })))
    await flow.pass(5000)
    const meetings = await flow.database.db.selectFrom('meetings').select(['scheduled_at', 'status']).execute()
    expect(meetings).toEqual([{ scheduled_at: Number(wanted.replace('time:', '')) * minuteMs, status: 'scheduled' }])
    expect(await countLogged(flow, 'meeting.held')).toBe(1)
    expect(await countLogged(flow, 'meeting.scheduled')).toBe(1)
    await flow.stop()
  }, 120_000)
})

type Verdict = 'answered before' | 'cut off' | 'in the air' | 'broken'

const atOnce = 50
// Instants lie on a grid, so that an answer and the takeover of its chat often fall due at the very same one.
const gridMs = 250
const writeWithinMs = 4000
const thinkWithinMs = 3000
const waveMs = 14_000

/** A client writes; somewhere between then and the answer's arrival a human takes the chat, in one of three ways. */
function race(flow: FlowHarness, number: number, chance: Chance): { judge(): Promise<Verdict> } {
  const userId = 1000 + number
  const pick = (withinMs: number): number => Math.floor((chance() * withinMs) / gridMs) * gridMs
  const writeAfterMs = pick(writeWithinMs)
  const takeAfterMs = writeAfterMs + gridMs + pick(flowSettings.debounceMs + thinkWithinMs)
  flow.clock.after(writeAfterMs, () => void flow.receive(textUpdate('Мне нужен сайт', { userId })))
  const client = createFlowClient(flow, userId)
  let ending: Promise<() => Promise<Verdict>> | null = null
  flow.clock.after(takeAfterMs, () => {
    ending = number % 3 === 0 ? command(flow, client) : takeOverDirectly(flow, client, number % 3 === 1)
  })
  return { judge: async () => (await ending)?.() ?? 'broken' }
}

/** As the gateway or another process does it: the commit alone, or with the event that stops the model at once. */
async function takeOverDirectly(
  { database, bus, clock }: FlowHarness,
  client: FlowClient,
  isTold: boolean,
): Promise<() => Promise<Verdict>> {
  const id = await client.conversationId()
  const { before, events } = await database.transaction(async tx => {
    const bodies = await takeOver(tx, id, { reason: 'owner.took_over', by: 'human' }, clock.now())
    const before = await tx.selectFrom('outbound').select(['id', 'state']).where('conversation_id', '=', id).execute()
    return { before, events: stampEvents(bodies, clock, createFakeIds(`takeover-${id}`)) }
  })
  if (isTold) bus.publish(events)
  return async () => {
    const { db } = database
    const after = await db.selectFrom('outbound').select(['id', 'state']).where('conversation_id', '=', id).execute()
    const isNew = after.some(row => !before.some(old => old.id === row.id))
    const hasLeft = after.some(row => row.state !== 'cancelled' && wasStopped(before, row.id))
    if (isNew || hasLeft) return 'broken'
    if (before.some(({ state }) => state === 'sending')) return 'in the air'
    return before.some(({ state }) => state === 'sent') ? 'answered before' : 'cut off'
  }
}

function wasStopped(before: readonly { readonly id: number; readonly state: string }[], id: number): boolean {
  return before.some(old => old.id === id && old.state === 'cancelled')
}

/** As the owner does it. The log of events is in the order of the commits. */
async function command(flow: FlowHarness, client: FlowClient): Promise<() => Promise<Verdict>> {
  const id = await client.conversationId()
  await flow.receive(textUpdate(`/takeover ${id}`, { userId: flowSettings.ownerId }))
  return async () => {
    const { db } = flow.database
    const events = await db
      .selectFrom('events')
      .select('type')
      .where('conversation_id', '=', id)
      .orderBy('id')
      .execute()
    const types = events.map(({ type }) => type)
    const takenAt = types.indexOf('conversation.handed_off')
    const answeredAt = types.lastIndexOf('turn.finished')
    if (takenAt === -1 || answeredAt > takenAt) return 'broken'
    if (answeredAt !== -1) return 'answered before'
    return (await countSent(flow, id)) > 0 ? 'broken' : 'cut off'
  }
}

async function countSent({ database }: FlowHarness, id: ConversationId): Promise<number> {
  const sent = database.db.selectFrom('outbound').select('id').where('conversation_id', '=', id)
  return (await sent.where('state', '!=', 'cancelled').execute()).length
}

/** Thinks for as long as chance will have it, and stops when it is told to. */
function createThinkingModel(chance: Chance, clock: () => Clock): ChatModel {
  const answered: ModelOutcome = {
    kind: 'answered',
    text: 'Расскажите подробнее?',
    isTruncated: false,
    model: 'thinking',
    usage: null,
    firstTokenMs: 1,
  }
  return {
    name: 'thinking',
    async answer(_request, signal) {
      const thoughtMs = Math.floor((chance() * thinkWithinMs) / gridMs) * gridMs
      await asIdle(sleep(clock(), thoughtMs, signal))
      return signal.aborted ? { kind: 'cancelled' } : answered
    },
  }
}

function isOfferedOther(client: FlowClient, wanted: string): boolean {
  const times = client.buttons().filter(({ data }) => data.startsWith('time:'))
  return client.texts().at(-1)?.includes('только что заняли') === true && times.every(({ data }) => data !== wanted)
}

async function countLogged({ database }: FlowHarness, type: string): Promise<number> {
  const rows = await database.db.selectFrom('sales_events').select('id').where('event_type', '=', type).execute()
  return rows.length
}
