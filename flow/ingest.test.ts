import { expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../testing/databases.ts'
import { startFlow, textUpdate } from '../testing/flow-harness.ts'

describeEachDatabase('ingest', open => {
  it('stores an update that comes twice, shuffled and in one batch, exactly once', async () => {
    const flow = await startFlow(await open())
    const updates = [textUpdate('one'), textUpdate('two'), textUpdate('three')]
    const [first, second, third] = updates
    if (first === undefined || second === undefined || third === undefined) throw new TypeError('three updates')
    await flow.receive(third, first, first)
    await flow.receive(second, third, second, first)
    const rows = await flow.database.db.selectFrom('messages').select('content').orderBy('id').execute()
    expect(rows.map(row => row.content).sort()).toEqual(['one', 'three', 'two'])
    expect(await flow.database.db.selectFrom('updates').select('id').execute()).toHaveLength(3)
    await flow.stop()
  })

  it('keeps one message that Telegram shows under two update ids as one', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello', { messageId: '77' }), textUpdate('hello', { messageId: '77' }))
    expect(await flow.database.db.selectFrom('messages').select('id').execute()).toHaveLength(1)
    await flow.stop()
  })

  it('opens one contact, conversation and lead for a newcomer, with the deep link as the source', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('/start flyer_7', { userId: 2 ** 40 }), textUpdate('hi', { userId: 2 ** 40 }))
    const lead = await flow.database.db.selectFrom('leads').select(['user_id', 'source', 'stage', 'name']).execute()
    expect(lead).toEqual([{ user_id: 2 ** 40, source: 'flyer_7', stage: 'greeting', name: `User ${2 ** 40}` }])
    expect(await flow.database.db.selectFrom('conversion_funnel').select('stage').execute()).toEqual([
      { stage: 'greeting' },
    ])
    const events = await flow.database.db
      .selectFrom('events')
      .select('type')
      .where('type', '!=', 'turn.finished')
      .orderBy('id')
      .execute()
    expect(events.map(event => event.type)).toEqual([
      'conversation.started',
      'lead.created',
      'message.received',
      'message.received',
    ])
    await flow.stop()
  })

  it('keeps what it cannot store as unreadable, and everything around it', async () => {
    const flow = await startFlow(await open())
    const before = textUpdate('before')
    const poisoned = textUpdate('poison')
    if (poisoned.inbound.kind !== 'message') throw new TypeError('a message')
    // An instant that is no number is refused by both engines.
    const inbound = { ...poisoned.inbound, sentAt: Number.NaN }
    await flow.receive(before, { ...poisoned, inbound }, textUpdate('after'))
    const updates = await flow.database.db.selectFrom('updates').select('state').orderBy('update_id').execute()
    expect(updates.map(row => row.state)).toEqual(['stored', 'unreadable', 'stored'])
    const messages = await flow.database.db.selectFrom('messages').select('content').orderBy('id').execute()
    expect(messages.map(row => row.content)).toEqual(['before', 'after'])
    await flow.stop()
  })

  it('rejects and stores nothing when the database is down, so that the channel hands the batch in again', async () => {
    const database = await open()
    const flow = await startFlow(database)
    await flow.stop()
    await database.close()
    await expect(flow.receive(textUpdate('lost?'))).rejects.toThrow()
  })

  it('calls no update unreadable because the database was locked for a while', async () => {
    const { database, lock } = makeLockable(await open())
    const flow = await startFlow(database)
    const update = textUpdate('do not lose me')
    lock(2)
    await expect(flow.receive(update)).rejects.toThrow('locked')
    await expect(flow.receive(update)).rejects.toThrow('locked')
    await flow.receive(update)
    expect(await database.db.selectFrom('updates').select('state').execute()).toEqual([{ state: 'stored' }])
    expect(await database.db.selectFrom('messages').select('content').execute()).toEqual([
      { content: 'do not lose me' },
    ])
    await flow.stop()
  })

  it('asks a locked database once for all deliveries that arrive together', async () => {
    const { database, lock, asked } = makeLockable(await open())
    const flow = await startFlow(database)
    const updates = ['one', 'two', 'three'].map(text => textUpdate(text))
    lock(1)
    const outcomes = await Promise.allSettled(updates.map(update => flow.receive(update)))
    expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(asked()).toBe(1)
    await Promise.all(updates.map(update => flow.receive(update)))
    const messages = await database.db.selectFrom('messages').select('content').orderBy('id').execute()
    expect(messages.map(row => row.content)).toEqual(['one', 'two', 'three'])
    await flow.stop()
  })

  it('changes an unanswered message when it is edited, and answers the new words', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('how much is a car', { messageId: '5' }))
    const edit = textUpdate('how much is a cat')
    if (edit.inbound.kind !== 'message') throw new TypeError('a message')
    const { chat, from, text } = edit.inbound
    await flow.receive({ ...edit, inbound: { kind: 'edit', chat, from, messageId: '5', text, editedAt: 1 } })
    await flow.pass(4000)
    expect(flow.channel.textsIn('1')).toEqual(['[how much is a cat]'])
    await flow.stop()
  })

  it('takes NUL out of what clients write, because PostgreSQL would refuse the whole batch', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('a\0b'))
    expect(await flow.database.db.selectFrom('messages').select('content').execute()).toEqual([{ content: 'ab' }])
    await flow.stop()
  })
})

/** The real database; after `lock` its next transactions fail as they do while another process writes for too long. */
function makeLockable(database: Database) {
  let timesLeft = 0
  let timesAsked = 0
  const locked = (): Error => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
  return {
    database: {
      ...database,
      transaction(work) {
        timesAsked++
        return timesLeft-- > 0 ? Promise.reject(locked()) : database.transaction(work)
      },
    } satisfies Database,
    /** The next transactions fail; counting starts anew. */
    lock(times: number): void {
      timesLeft = times
      timesAsked = 0
    },
    asked: () => timesAsked,
  }
}
