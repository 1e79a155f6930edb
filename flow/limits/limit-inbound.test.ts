import { expect, it, vi } from 'vitest'
import type { InboundUpdate } from '#capabilities/channels'
import { describeEachDatabase } from '../../testing/databases.ts'
import { type FlowHarness, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { takeOver } from '../handoff.ts'
import { recordPenalty } from '../speaker/flood-history.ts'
import type { InboundLimits } from './inbound-limits.ts'

// Minutes pass second by second, each with a look for what is due: much for a busy PostgreSQL.
vi.setConfig({ testTimeout: 60_000 })

const minuteMs = 60_000
const secondMs = 1000

/** The figures of the earlier system, without the limit of all people together. */
const shop: InboundLimits = {
  perMinute: { private: 25, group: 12, channel: 5 },
  perHour: 80,
  maxRepeats: 3,
  minIntervalMs: 0,
  blockMs: 3 * minuteMs,
  everyone: null,
  adaptation: null,
}

describeEachDatabase('what clients write', open => {
  const start = async (limits: Partial<InboundLimits> = {}, isSwept = true) =>
    startFlow(await open(), { limits: { ...shop, ...limits }, isSwept })

  it('is counted once: 25 messages a minute pass, where the earlier system refused the 14th', async () => {
    const flow = await start()
    await write(flow, 25)
    expect(await readPerson(flow)).toMatchObject({ message_count_minute: 25, blocked_until: null })
    expect(notices(flow)).toEqual([])
    await write(flow, 1)
    expect(await readPerson(flow)).toMatchObject({ blocked_until: flow.clock.now() + 3 * minuteMs })
    await flow.stop()
  })

  it('begins to count anew after a minute', async () => {
    const flow = await start()
    await write(flow, 25)
    await flow.pass(minuteMs)
    await write(flow, 25)
    expect(await readPerson(flow)).toMatchObject({ message_count_minute: 25, message_count_hour: 50 })
    expect(notices(flow)).toEqual([])
    await flow.stop()
  })

  it('is stored even when it is too much, and answered with one answer when the block is over', async () => {
    const flow = await start()
    await write(flow, 30)
    expect(await countMessages(flow)).toBe(30)
    await flow.pass(170 * secondMs)
    expect(flow.model.requests).toEqual([])
    await flow.pass(15 * secondMs)
    expect(flow.model.requests).toHaveLength(1)
    expect(JSON.stringify(flow.model.requests)).toContain('message da')
    expect(answers(flow)).toHaveLength(1)
    await flow.stop()
  })

  it('is told to be too much once a block, not once a message', async () => {
    const flow = await start()
    await write(flow, 26)
    for (let more = 0; more < 10; more++) {
      await write(flow, 1)
      await flow.pass(10 * secondMs)
    }
    expect(notices(flow)).toHaveLength(1)
    await flow.pass(3 * minuteMs)
    await write(flow, 26)
    await flow.pass(0)
    expect(notices(flow)).toHaveLength(2)
    await flow.stop()
  })

  it('is told the minutes of the settings, where the earlier system always said ten', async () => {
    const flow = await start({ blockMs: 7 * minuteMs })
    await write(flow, 26)
    await flow.pass(0)
    expect(notices(flow)).toEqual([expect.stringMatching(/ 7 /)])
    await flow.stop()
  })

  it('passes again by itself when the block is over', async () => {
    const flow = await start()
    await write(flow, 26)
    await flow.pass(3 * minuteMs + 5 * secondMs)
    const before = answers(flow).length
    await write(flow, 1)
    await flow.pass(5 * secondMs)
    expect(answers(flow)).toHaveLength(before + 1)
    expect(await readPerson(flow)).toMatchObject({ message_count_minute: 1, blocked_until: null })
    await flow.stop()
  })

  it('stays blocked when the platform is started anew', async () => {
    const flow = await start()
    await write(flow, 26)
    const again = await flow.restart()
    await write(again, 1)
    await again.pass(minuteMs)
    expect(again.model.requests).toEqual([])
    expect(notices(again)).toHaveLength(1)
    await again.stop()
  })

  it('is limited by the hour, and a block of three minutes does not buy a new hour', async () => {
    const flow = await start({}, false)
    for (let minute = 0; minute < 4; minute++) {
      await write(flow, 20)
      await flow.pass(minuteMs)
    }
    expect(notices(flow)).toEqual([])
    await write(flow, 1)
    await flow.pass(4 * minuteMs)
    expect(notices(flow)).toHaveLength(1)
    await write(flow, 1)
    await flow.pass(0)
    expect(notices(flow)).toHaveLength(2)
    await flow.pass(61 * minuteMs)
    await write(flow, 1)
    await flow.pass(5 * secondMs)
    expect(notices(flow)).toHaveLength(2)
    await flow.stop()
  })

  it('may be said three times over, and the fourth time is too much', async () => {
    const flow = await start()
    for (let times = 0; times < 3; times++) await flow.receive(textUpdate('Buy our wonderful watches now!'))
    expect(await readPerson(flow)).toMatchObject({ repeated_messages: 2, blocked_until: null })
    await flow.receive(textUpdate('Buy our wonderful watches now!'))
    expect((await readPerson(flow))?.blocked_until).not.toBeNull()
    await flow.stop()
  })

  it('may be said again after something else, and all of it in one batch is judged alike', async () => {
    const flow = await start()
    const [spam, other] = ['Buy our wonderful watches now!', 'Or our beautiful clocks, perhaps?']
    await flow.receive(...[spam, spam, other, spam, spam].map(text => textUpdate(text)))
    expect(await readPerson(flow)).toMatchObject({ repeated_messages: 1, blocked_until: null })
    await flow.receive(...[spam, spam].map(text => textUpdate(text)))
    expect((await readPerson(flow))?.blocked_until).not.toBeNull()
    await flow.stop()
  })

  it('is no flood when it is the same short answer to each of our questions', async () => {
    const flow = await start()
    for (let question = 0; question < 8; question++) {
      await flow.receive(textUpdate('да'))
      await flow.pass(5 * secondMs)
    }
    expect(notices(flow)).toEqual([])
    await flow.stop()
  })

  it('is not kept as text beside the counters', async () => {
    const flow = await start()
    await flow.receive(textUpdate('my secret is that I am a very rich person'))
    const kept = (await readPerson(flow))?.last_message_content
    expect(kept).toMatch(/^[\w-]{22}$/)
    await flow.stop()
  })

  it('passes whatever the limit when it is a command, also in a block, and gets its answer at once', async () => {
    const flow = await start()
    await write(flow, 26)
    await flow.receive(textUpdate('/human'))
    await flow.pass(secondMs)
    expect(await readHandler(flow)).toBe('human')
    for (let times = 0; times < 40; times++) await flow.receive(textUpdate('/help', { userId: 2 }))
    expect(await readPerson(flow, 2)).toBeUndefined()
    await flow.pass(5 * secondMs)
    await flow.stop()
  })

  it('is never limited, nor counted, when the owner writes it', async () => {
    const flow = await start({ everyone: { perMinute: 5, perHour: 5 } })
    await write(flow, 50, 900)
    await flow.pass(20 * secondMs)
    expect(flow.model.requests).not.toEqual([])
    expect(notices(flow, 900)).toEqual([])
    expect(await flow.database.db.selectFrom('global_rate_limits').selectAll().execute()).toEqual([])
    await flow.stop()
  })

  it('is not limited where a human answers', async () => {
    const flow = await start()
    await write(flow, 1)
    const { id } = await flow.database.db.selectFrom('conversations').select('id').executeTakeFirstOrThrow()
    await flow.database.transaction(tx => takeOver(tx, id, { by: 'human', reason: 'wrote' }, flow.clock.now()))
    await write(flow, 40)
    expect(notices(flow)).toEqual([])
    expect(await readPerson(flow)).toMatchObject({ message_count_minute: 1 })
    await flow.stop()
  })

  it('is too much without a word to somebody who has asked us to stop writing', async () => {
    const flow = await start()
    await flow.receive(textUpdate('/stop'))
    await flow.pass(5 * secondMs)
    await write(flow, 30)
    await flow.pass(5 * secondMs)
    expect((await readPerson(flow))?.blocked_until).not.toBeNull()
    expect(notices(flow)).toEqual([])
    await flow.stop()
  })

  it('cannot get around a block by an edit', async () => {
    const flow = await start()
    await write(flow, 25)
    const last = textUpdate('the last', { messageId: '4711' })
    await flow.receive(last)
    if (last.inbound.kind !== 'message') throw new TypeError('a message')
    const { chat, from } = last.inbound
    const edit = { kind: 'edit', chat, from, messageId: '4711', text: 'answer me', editedAt: 1 } as const
    await flow.receive({ ...textUpdate(''), inbound: edit })
    await flow.pass(minuteMs)
    expect(flow.model.requests).toEqual([])
    await flow.pass(3 * minuteMs)
    expect(JSON.stringify(flow.model.requests)).toContain('answer me')
    await flow.stop()
  })

  it('is limited by the kind of chat: twelve a minute in a group, where others still get their answer', async () => {
    const flow = await start()
    for (let count = 0; count < 12; count++) await flow.receive(inGroup(textUpdate(`message ${spell(count)}`)))
    expect((await readPerson(flow))?.blocked_until).toBeNull()
    await flow.receive(inGroup(textUpdate('one more')))
    expect((await readPerson(flow))?.blocked_until).not.toBeNull()
    await flow.receive(inGroup(textUpdate('and what about me?', { userId: 2 })))
    await flow.pass(5 * secondMs)
    expect(JSON.stringify(flow.model.requests)).toContain('and what about me?')
    await flow.stop()
  })

  it('is answered together when it comes close together, and never refused for it', async () => {
    const flow = await start({ minIntervalMs: 10 * secondMs })
    for (let count = 1; count <= 4; count++) {
      await write(flow, 1)
      await flow.pass(1000)
    }
    await flow.pass(6 * secondMs)
    expect(answers(flow)).toEqual([])
    await flow.pass(6 * secondMs)
    expect(answers(flow)).toHaveLength(1)
    expect(notices(flow)).toEqual([])
    await flow.stop()
  })

  it('is limited for all together: the 29th message of a minute waits, and nobody who floods alone eats the share of others', async () => {
    const flow = await start({ everyone: { perMinute: 28, perHour: 600 } })
    await write(flow, 40, 1)
    for (let userId = 2; userId <= 4; userId++) await write(flow, 1, userId)
    expect(notices(flow, 4)).toEqual([])
    await write(flow, 1, 5)
    await write(flow, 1, 5)
    await write(flow, 1, 6)
    await flow.pass(5 * secondMs)
    expect([notices(flow, 5), notices(flow, 6)].map(list => list.length)).toEqual([1, 1])
    expect([answers(flow, 2), answers(flow, 5)].map(list => list.length)).toEqual([1, 0])
    await flow.pass(3 * minuteMs)
    expect([answers(flow, 5), answers(flow, 6)].map(list => list.length)).toEqual([1, 1])
    await flow.stop()
  })

  it('is limited for all together by what Telegram bears', async () => {
    const adaptation = { reductionPercent: 20, recoveryPercent: 10, recoveryMs: 5 * minuteMs }
    const flow = await start({ everyone: { perMinute: 10, perHour: 600 }, adaptation })
    const penalty = {
      accountId: flow.accountId,
      chatId: null,
      chatType: null,
      method: 'sendMessage',
      retryAfterMs: 1000,
    }
    await recordPenalty(flow.database.db, penalty, flow.clock.now())
    await write(flow, 8)
    expect(await readBlockOfAll(flow)).toBeNull()
    await write(flow, 1)
    expect(await readBlockOfAll(flow)).toBe(flow.clock.now() + 3 * minuteMs)
    await flow.stop()
  })

  it('gets its answer in the end whatever the limits: a hundred messages of ten people in one batch', async () => {
    const flow = await start({ everyone: { perMinute: 28, perHour: 600 } })
    const updates = Array.from({ length: 100 }, (_, index) =>
      textUpdate(`question ${spell(index)}`, { userId: 1 + (index % 10) }),
    )
    await flow.receive(...updates)
    await flow.pass(4 * minuteMs)
    for (let userId = 1; userId <= 10; userId++)
      expect(answers(flow, userId).join()).toContain(`question ${spell(89 + userId)}`)
    const due = flow.database.db.selectFrom('conversations').select('id').where('turn_due_at', 'is not', null)
    expect(await due.execute()).toEqual([])
    await flow.stop()
  })
})

/** Different messages, one after another, as Telegram hands them over. */
async function write(flow: FlowHarness, count: number, userId = 1): Promise<void> {
  for (let written = 1; written <= count; written++)
    await flow.receive(textUpdate(`message ${spell(written)}`, { userId }))
}

/** A number as letters: figures that nothing backs are the guard's business. */
function spell(number: number): string {
  return [...String(number)].map(digit => 'abcdefghij'[Number(digit)]).join('')
}

function inGroup(update: InboundUpdate): InboundUpdate {
  if (update.inbound.kind !== 'message') throw new TypeError('a message')
  const chat = { ...update.inbound.chat, chatId: '-5', chatType: 'group' } as const
  return { ...update, inbound: { ...update.inbound, chat } }
}

const noticeOf = /Вы пишете быстрее|You write faster/

function notices(flow: FlowHarness, userId = 1): readonly string[] {
  return flow.channel.textsIn(String(userId)).filter(text => noticeOf.test(text))
}

function answers(flow: FlowHarness, userId = 1): readonly string[] {
  return flow.channel.textsIn(String(userId)).filter(text => !noticeOf.test(text))
}

function readPerson({ database }: FlowHarness, userId = 1) {
  return database.db.selectFrom('rate_limits').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

async function readBlockOfAll({ database }: FlowHarness): Promise<number | null> {
  const row = await database.db.selectFrom('global_rate_limits').select('blocked_until').executeTakeFirstOrThrow()
  return row.blocked_until
}

async function readHandler({ database }: FlowHarness): Promise<string> {
  const row = await database.db.selectFrom('conversations').select('handler').executeTakeFirstOrThrow()
  return row.handler
}

async function countMessages({ database }: FlowHarness): Promise<number> {
  const rows = await database.db.selectFrom('messages').select('id').where('role', '=', 'user').execute()
  return rows.length
}
