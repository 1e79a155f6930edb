import { expect, it } from 'vitest'
import { type Channel, createMemoryChannel } from '#capabilities/channels'
import type { ConversationId, Database, MessageId } from '#shared/database'
import { createMemoryQueue, type EventBody, stampEvents } from '#shared/events'
import { createFakeClock, createFakeIds, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../testing/databases.ts'
import { comeToRest, type FlowHarness, startFlow, textUpdate } from '../testing/flow-harness.ts'
import { readDialogue } from './operator/read-dialogue.ts'
import { enqueueParts } from './outbox.ts'
import { createSpeaker } from './speaker.ts'

describeEachDatabase('the speaker', open => {
  it('never sends again what may have arrived', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'unknown', code: 'ECONNRESET' })
    await flow.receive(textUpdate('hello'))
    await flow.pass(180_000)
    expect(flow.channel.sends).toHaveLength(1)
    expect(await states(flow)).toEqual(['unknown'])
    await flow.stop()
  })

  it('sends again what certainly did not arrive, after a growing pause', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'not-sent', code: 'http_502' }, { kind: 'not-sent', code: 'ECONNREFUSED' })
    await flow.receive(textUpdate('hello'))
    await flow.pass(20_000)
    expect(flow.channel.sends.map(send => send.outcome.kind)).toEqual(['not-sent', 'not-sent', 'sent'])
    expect(await states(flow)).toEqual(['sent'])
    await flow.stop()
  })

  it('stays silent in a chat for the whole penalty, and delivers after it', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'rate-limited', retryAfterMs: 3000 })
    await flow.receive(textUpdate('hello'))
    await flow.pass(4000)
    expect(flow.channel.sends).toHaveLength(1)
    await flow.pass(3000)
    expect(flow.channel.textsIn('1')).toEqual(['[hello]'])
    await flow.stop()
  })

  it('tells until when a part is silenced by a penalty, and what waits behind it too, and nothing any more when they have left', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'rate-limited', retryAfterMs: 30_000 })
    await flow.receive(textUpdate(`${'a'.repeat(4096)}b`))
    await flow.pass(3000)
    const [first, second] = await holds(flow)
    expect(first).toBeGreaterThan(flow.clock.now() + 20_000)
    expect(first).toBeLessThanOrEqual(flow.clock.now() + 30_000)
    expect(second).toBe(first)
    await flow.pass(35_000)
    expect(await holds(flow)).toEqual([null, null])
    await flow.stop()
  })

  it('tells until when the pace of a chat holds a part back, and forgets it with the instant', async () => {
    const channel = createMemoryChannel()
    let freeAtMs = Number.POSITIVE_INFINITY
    const flow = await startFlow(await open(), {
      channel: { ...channel, admit: () => Math.max(0, freeAtMs - flow.clock.now()) },
    })
    freeAtMs = flow.clock.now() + 20_000
    await flow.receive(textUpdate('hello'))
    await flow.pass(5000)
    expect(await holds(flow)).toEqual([freeAtMs])
    await flow.pass(20_000)
    expect(await states(flow)).toEqual(['sent'])
    expect(await holds(flow)).toEqual([null])
    await flow.stop()
  })

  it('keeps the order of parts when one of them has to wait', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'not-sent', code: 'http_502' })
    await flow.receive(textUpdate(`${'a'.repeat(4096)}${'b'.repeat(4096)}c`))
    await flow.pass(20_000)
    expect(flow.channel.textsIn('1').map(text => text.slice(0, 2))).toEqual(['[a', 'ab', 'bc'])
    await flow.stop()
  })

  it('sends a file again that did not arrive, without the long text before it, and the buttons once', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    const buttons = [[{ text: 'Yes', data: 'y' }]]
    const document = { fileName: 'a.ics', mimeType: 'text/calendar', content: 'BEGIN' }
    const parts = flow.channel.render('a'.repeat(1500), { buttons, document })
    const { id: conversationId } = await flow.database.db
      .selectFrom('conversations')
      .select('id')
      .executeTakeFirstOrThrow()
    const reply = {
      keyPrefix: 'notice:1',
      accountId: flow.accountId,
      conversationId,
      turnId: null,
      messageId: null,
      parts,
    }
    await flow.database.transaction(tx => enqueueParts(tx, [reply], flow.clock.now()))
    flow.channel.script({ kind: 'sent', externalId: '100' }, { kind: 'not-sent', code: 'http_502' })
    await flow.pass(20_000)
    const sent = flow.channel.sends.slice(1)
    expect(sent.map(({ part, outcome }) => [part.text.length, outcome.kind])).toEqual([
      [1500, 'sent'],
      [0, 'not-sent'],
      [0, 'sent'],
    ])
    expect(sent.map(({ part }) => part.buttons)).toEqual([buttons, undefined, undefined])
    expect(sent.at(-1)?.part.document).toEqual(document)
    await flow.stop()
  })

  it('says that a part which was in the air at a crash is unknown, and does not send it again', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    await flow.database.db.updateTable('outbound').set({ state: 'sending', external_id: null }).execute()
    const after = await flow.restart()
    await after.speaker.recover()
    await after.pass(5000)
    expect(after.channel.sends).toHaveLength(1)
    expect(await states(after)).toEqual(['unknown'])
    await after.stop()
  })

  it('holds back what a human has overtaken between its mark and its call', async () => {
    const channel = createMemoryChannel()
    const spoken: EventBody = {
      type: 'message.sent_by_human',
      conversationId: 1 as ConversationId,
      messageId: 1 as MessageId,
    }
    const flow = await startFlow(await open(), {
      channel: {
        ...channel,
        admit() {
          // Runs while the mark is being written.
          queueMicrotask(() => flow.bus.publish(stampEvents([spoken], flow.clock, () => 'spoken')))
          return 0
        },
      },
    })
    await flow.receive(textUpdate('hello'))
    await flow.pass(5000)
    expect(channel.sends).toEqual([])
    expect(await states(flow)).toEqual(['cancelled'])
    await flow.stop()
  })

  it('sends nothing more to a client who blocked the bot, until they write again', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'blocked', code: 'blocked_by_user' })
    await flow.receive(textUpdate('a'.repeat(5000)))
    await flow.pass(5000)
    expect(await states(flow)).toEqual(['failed', 'cancelled'])
    await flow.receive(textUpdate('back again'))
    await flow.pass(5000)
    expect(flow.channel.textsIn('1').at(-1)).toBe('[back again]')
    expect(await flow.database.db.selectFrom('contacts').select('is_blocked').execute()).toEqual([{ is_blocked: 0 }])
    await flow.stop()
  })

  it('follows a group that became a supergroup', async () => {
    const flow = await startFlow(await open())
    flow.channel.script({ kind: 'moved', chatId: '-100777' })
    await flow.receive(textUpdate('hello'))
    await flow.pass(5000)
    expect(flow.channel.textsIn('-100777')).toEqual(['[hello]'])
    await flow.stop()
  })

  it('writes what became of a part when the database is back, and goes on in that chat', async () => {
    const channel = createMemoryChannel()
    const outage = { isOn: false }
    const sendIntoOutage: Channel['send'] = (...part) => {
      outage.isOn = channel.sends.length === 0
      return channel.send(...part)
    }
    const flow = await startFlow(withOutages(await open(), outage), { channel: { ...channel, send: sendIntoOutage } })
    await flow.receive(textUpdate('hello'))
    await flow.pass(20_000)
    expect(await states(flow)).toEqual(['sending'])
    outage.isOn = false
    await flow.pass(70_000)
    await flow.receive(textUpdate('again'))
    await flow.pass(5000)
    expect(channel.textsIn('1')).toEqual(['[hello]', '[again]'])
    expect(await states(flow)).toEqual(['sent', 'sent'])
    await flow.stop()
  })

  it('sends nothing twice when a stop comes while it is sending', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    for (let hops = 0; hops < 40; hops++) {
      await flow.database.db.updateTable('outbound').set({ state: 'queued' }).execute()
      const sendsBefore = flow.channel.sends.length
      // A queue of its own: what it wakes must not be the other speaker, which would send what the next round put back.
      const queue = createMemoryQueue(flow.clock, silentLogger)
      const speaker = createSpeaker({ ...flow, queue, newId: createFakeIds(`stop${hops}`), logger: silentLogger })
      const pumped = speaker.pump()
      for (let hop = 0; hop < hops; hop++) await Promise.resolve()
      await Promise.all([pumped, speaker.close(1000)])
      expect(flow.channel.sends.length - sendsBefore, `stopped after ${hops} hops`).toBe(1)
    }
    await flow.stop()
  })

  it.each([
    ['before it looks', 0],
    ['while it marks what may leave', 1],
  ])('says nothing when it lost the account %s, and once when it has it again', async (_, askedBefore) => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    await flow.database.db.updateTable('outbound').set({ state: 'queued' }).execute()
    const sendsBefore = flow.channel.sends.length
    let asked = 0
    let isBack = false
    const maySpeak = (): boolean => isBack || asked++ < askedBefore
    const queue = createMemoryQueue(flow.clock, silentLogger)
    const speaker = createSpeaker({ ...flow, queue, newId: createFakeIds('back'), logger: silentLogger, maySpeak })
    await speaker.pump()
    expect(flow.channel.sends).toHaveLength(sendsBefore)
    expect(await states(flow)).toEqual(['queued'])
    isBack = true
    await speaker.pump()
    await speaker.close(1000)
    expect(flow.channel.sends).toHaveLength(sendsBefore + 1)
    await flow.stop()
  })

  it('looks again and again where timers fire a little early', async () => {
    const database = await open()
    const exact = createFakeClock(undefined, () => comeToRest(database))
    const clock = { ...exact, after: (ms: number, run: () => void) => exact.after(Math.max(0, ms - 1), run) }
    const flow = await startFlow(database, { clock })
    for (let times = 0; times < 3; times++) {
      await flow.pass(3000)
      flow.channel.script({ kind: 'not-sent', code: 'http_502' })
      await flow.receive(textUpdate(`patience ${times}`))
      await flow.pass(10_000)
    }
    expect(flow.channel.textsIn('1')).toHaveLength(3)
    await flow.stop()
  })

  it('is woken by nobody and still delivers within a second or so', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    await flow.database.db.updateTable('outbound').set({ state: 'queued' }).execute()
    await flow.pass(1500)
    expect(flow.channel.sends).toHaveLength(2)
    await flow.stop()
  })
})

/** The database as it is, but for times in which no transaction succeeds. */
function withOutages(database: Database, outage: { readonly isOn: boolean }): Database {
  return {
    ...database,
    transaction: work => (outage.isOn ? Promise.reject(new Error('the database is away')) : database.transaction(work)),
  }
}

/** Until when each of our parts waits for the flood budget, as people see it now. */
async function holds({ database: { db }, clock }: FlowHarness): Promise<readonly (number | null)[]> {
  const range = { before: null, limit: 50, nowMs: clock.now() }
  const { messages } = await readDialogue(db, 1 as ConversationId, range)
  return messages.flatMap(({ deliveries }) => deliveries.map(({ heldUntil }) => heldUntil))
}

async function states(flow: FlowHarness): Promise<readonly string[]> {
  const rows = await flow.database.db.selectFrom('outbound').select('state').orderBy('id').execute()
  return rows.map(row => row.state)
}
