import { afterEach, beforeEach, expect, it } from 'vitest'
import { listAudit } from '#capabilities/access'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { connectionUpdate, createFlowBusiness, type FlowBusiness } from '../../testing/flow-business.ts'
import { createFlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowBusiness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { laterJobs, listUnasked } from '../../testing/later-jobs.ts'
import { pauseConnection } from './pause-connection.ts'
import { sayLastWords } from './say-last-words.ts'

describeEachDatabase('a paused account of a person', open => {
  let database: Database
  let flow: FlowHarness
  let business: FlowBusiness

  beforeEach(async () => {
    database = await open()
    flow = await startFlow(database)
    business = createFlowBusiness(flow)
    await flow.receive(textUpdate('/start', { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await business.connect()
    await flow.pass(100)
  })
  afterEach(() => flow.stop())

  const pause = async (isPaused: boolean, ownerUserId: number = flowSettings.ownerId) => {
    const { account_id: accountId } = await database.db
      .selectFrom('business_connections')
      .select('account_id')
      .executeTakeFirstOrThrow()
    const wish = { accountId, ownerUserId, isPaused, actor: 'session:1' }
    return database.transaction(tx => pauseConnection(tx, wish, flow.clock.now()))
  }
  const stored = async () =>
    (await database.db.selectFrom('messages').select('content').where('role', '=', 'user').orderBy('id').execute()).map(
      ({ content }) => content,
    )

  it('answers no client; what they write is kept, and answered when it goes on', async () => {
    await pause(true)
    await flow.receive(business.hear('How much is it?'), business.hear('Are you there?', { client: 2 }))
    await flow.pass(60_000)
    expect([business.said(1), business.said(2)]).toEqual([[], []])
    expect(await stored()).toEqual(expect.arrayContaining(['How much is it?', 'Are you there?']))
    await pause(false)
    await flow.pass(2000)
    expect([business.said(1).length, business.said(2).length]).toEqual([1, 1])
    await flow.receive(business.hear('Thank you'))
    await flow.pass(2000)
    expect(business.said(1)).toHaveLength(2)
  })

  it('leaves the chats with the bot itself to the AI', async () => {
    await pause(true)
    const client = createFlowClient(flow, 5)
    expect(await client.write('Hello?')).toHaveLength(1)
  })

  it('says nothing of what it was thinking when the pause came', async () => {
    const release = flow.model.hold()
    await flow.receive(business.hear('How much is it?'))
    await flow.pass(2000)
    expect(flow.model.requests).toHaveLength(1)
    await pause(true)
    release()
    await flow.pass(10_000)
    expect(business.said()).toEqual([])
  })

  it('stays paused through a restart, a change of rights and a new connection', async () => {
    await pause(true)
    const again = await flow.restart()
    await business.connect({ rights: ['can_reply'] })
    await again.receive(connectionUpdate({ isEnabled: false }), connectionUpdate({ id: 'c2' }))
    const rows = await database.db.selectFrom('business_connections').select(['connection_id', 'paused_at']).execute()
    expect(rows.map(row => [row.connection_id, row.paused_at !== null]).toSorted()).toEqual([
      ['c1', true],
      ['c2', true],
    ])
    await again.stop()
  })

  it('does not go on with the /resume of all, nor does /pause of all end with it', async () => {
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await pause(true)
    await flow.receive(business.hear('How much is it?'))
    await flow.pass(2000)
    await owner.write('/pause')
    await owner.write('/resume')
    await flow.pass(2000)
    expect(business.said()).toEqual([])
    await owner.write('/pause')
    await pause(false)
    await flow.pass(2000)
    expect(business.said()).toEqual([])
    await owner.write('/resume')
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
  })

  it('leaves a chat that the owner has entered meanwhile to them', async () => {
    await pause(true)
    await flow.receive(business.hear('How much is it?'))
    await flow.pass(2000)
    await flow.receive(business.speak('A hundred'), business.hear('And two?'))
    await flow.pass(2000)
    await pause(false)
    await flow.pass(2000)
    expect(business.said()).toEqual([])
  })

  it('says no last word before Telegram’s window closes; resumed in time it does', async () => {
    // Not answered yet: it is the waiting that a last word is for.
    await flow.receive(business.hear('How much is it?'))
    const lookAfter = async (hours: number) => {
      await sayLastWords({ ...laterJobs(flow, hours), business: { rules: flowBusiness } })
      return (await listUnasked(flow)).length
    }
    const before = (await listUnasked(flow)).length
    await pause(true)
    expect(await lookAfter(23.5)).toBe(before)
    await pause(false)
    expect(await lookAfter(23.8)).toBe(before + 1)
  })

  it('is known by its person; every change is in the audit log once', async () => {
    expect((await pause(true, 12345)).connections).toEqual([])
    await pause(true)
    expect((await pause(true)).connections).toMatchObject([{ ownerUserId: flowSettings.ownerId, id: 'c1' }])
    await pause(false)
    const entries = await listAudit(database.db, { action: 'connection.change' }, { limit: 10, beforeId: null })
    expect(entries).toMatchObject([
      { actor: 'session:1', before: { paused: true }, after: { paused: false } },
      { actor: 'session:1', before: { paused: false }, after: { paused: true } },
    ])
  })
})
