import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { raiseQuestion } from '#capabilities/knowledge'
import type { ConversationId } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowBusiness, type FlowBusiness } from '../../testing/flow-business.ts'
import { type FlowHarness, flowBusiness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { laterJobs, listUnasked } from '../../testing/later-jobs.ts'
import { writeBriefs } from '../jobs/write-briefs.ts'
import { sayInConversation } from '../say-in-conversation.ts'
import { sayLastWords } from './say-last-words.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
// Noon in Moscow.
const noon = Date.UTC(2026, 0, 14, 9)

describeEachDatabase('Telegram’s window for answers in a business chat', open => {
  let flow: FlowHarness
  let business: FlowBusiness

  beforeEach(async () => {
    flow = await startFlow(await open(), { isSwept: false })
    business = createFlowBusiness(flow)
    await flow.receive(textUpdate('/start', { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await business.connect()
    await flow.pass(2000)
  })
  afterEach(() => flow.stop())

  const ago = (minutes: number): number => flow.clock.now() - minutes * minuteMs

  /** Says something to a client unasked, as a job or a person would. */
  async function sayTo(client: number): Promise<void> {
    const conversationId = await business.conversationId(client)
    const speech = { conversationId, key: `said:${client}`, role: 'human', markdown: 'One thing more' } as const
    await flow.database.transaction(tx => sayInConversation(tx, speech, flow.jobs.render, flow.clock.now()))
  }

  // By minute from an hour before Telegram's 24 hours are over to an hour after; a client's number is the age of their message.
  const ages = Array.from({ length: 124 }, (_, at) => 24 * 60 - 63 + at)
  const between = (first: number, last: number): readonly number[] => ages.filter(age => age >= first && age <= last)

  it('lets nothing be attempted outside, minute by minute', async () => {
    await flow.receive(...ages.map(client => business.hear('Hello?', { client, sentAt: ago(client) })))
    for (const client of ages) await sayTo(client)
    flow.queue.wake('outbox', String(flow.accountId))
    await flow.pass(100)
    const attempted = ages.filter(client => business.said(client).includes('One thing more'))
    expect(attempted).toEqual(between(24 * 60 - 63, 24 * 60 - 2))
  })

  it('brings its last word in its last hour and in no minute outside of it', async () => {
    await flow.receive(...ages.map(client => business.hear('Hello?', { client, sentAt: ago(client) })))
    while ((await sayLastWords({ ...flow.jobs, business: { rules: flowBusiness } })) === 'again');
    flow.queue.wake('outbox', String(flow.accountId))
    await flow.pass(100)
    const told = ages.filter(client => business.said(client).some(text => text.includes('?start=continue')))
    expect(told).toEqual(between(24 * 60 - 61, 24 * 60 - 2))
  })

  it('makes what comes too late fail with its reason, and opens again when the client writes', async () => {
    await flow.receive(business.hear('Hello?', { sentAt: ago(25 * 60) }))
    await sayTo(1)
    await flow.pass(3000)
    const late = await flow.database.db
      .selectFrom('outbound')
      .select(['state', 'error_code'])
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(late).toEqual({ state: 'failed', error_code: 'business.reply_window_closed' })
    await flow.receive(business.hear('Are you there?'))
    await flow.pass(2000)
    expect(business.said().at(-1)).toContain('Are you there?')
  })

  it('asks no model about a message that came too long ago', async () => {
    await flow.receive(business.hear('Hello?', { sentAt: flow.clock.now() - 24 * hourMs }))
    await flow.pass(3000)
    expect([flow.model.requests, business.said()]).toEqual([[], []])
    const turn = await flow.database.db.selectFrom('turns').selectAll().orderBy('number', 'desc').execute()
    expect(turn.map(({ outcome, reason }) => [outcome, reason])).toContainEqual([
      'silent',
      'business.reply_window_closed',
    ])
  })

  it('is not opened by the press of a button', async () => {
    await flow.receive(business.hear('Hello?', { sentAt: ago(25 * 60) }))
    const press = business.hear('Yes')
    if (press.inbound.kind !== 'message') throw new TypeError('what a client writes is a message')
    await flow.receive({ ...press, inbound: { ...press.inbound, messageKind: 'button', metadata: { data: 'x' } } })
    await flow.pass(3000)
    expect(business.said()).toEqual([])
  })

  describe('about to close', () => {
    /** What is queued by a look at this instant; the hours until then are not lived through. */
    async function lookAt(instant: number): Promise<readonly string[]> {
      const before = (await listUnasked(flow)).length
      const { clock } = laterJobs(flow, (instant - flow.clock.now()) / hourMs)
      await sayLastWords({ ...flow.jobs, clock, business: { rules: flowBusiness } })
      return (await listUnasked(flow)).slice(before)
    }

    it('brings a client with an open question one last word, with a link to the bot', async () => {
      await flow.receive(business.hear('Hello?', { sentAt: noon }))
      await flow.pass(2000)
      await ask(flow, await business.conversationId())
      expect(await lookAt(noon + 22 * hourMs + 58 * minuteMs)).toEqual([])
      const said = await lookAt(noon + 23 * hourMs)
      expect(said).toHaveLength(1)
      expect(said[0]).toContain('https://t.me/shop_bot?start=continue')
      expect(said[0]).toContain('11:59')
      expect(await lookAt(noon + 23 * hourMs + 30 * minuteMs)).toEqual([])
    })

    it('brings nothing to a client who has their answer, or whose chat a human has', async () => {
      await flow.receive(
        business.hear('Hello?', { sentAt: noon }),
        business.hear('Hello?', { sentAt: noon, client: 2 }),
      )
      await flow.pass(2000)
      await ask(flow, await business.conversationId(2))
      await flow.receive(business.speak('I take this', { client: 2 }))
      expect(await lookAt(noon + 23 * hourMs)).toEqual([])
    })

    it('brings a client who has a meeting coming one last word, and the owner’s brief says when it closes', async () => {
      await bookOnFriday()
      await writeBriefs(flow.jobs)
      const brief = await flow.database.db.selectFrom('meeting_summaries').selectAll().executeTakeFirstOrThrow()
      expect(brief.summary_text).toMatch(/может писать клиенту до: чт, 15 января.*11:59/)
      const said = await lookAt(noon + 23 * hourMs)
      expect(said).toEqual([expect.stringContaining('https://t.me/shop_bot?start=continue')])
      expect(said[0]).toContain('meeting')
      expect(await lookAt(noon + 23 * hourMs + 30 * minuteMs)).toEqual([])
    })

    it('brings nothing about a meeting that was cancelled', async () => {
      await bookOnFriday()
      await flow.database.db.updateTable('meetings').set({ status: 'cancelled' }).execute()
      expect(await lookAt(noon + 23 * hourMs)).toEqual([])
    })

    async function bookOnFriday(): Promise<void> {
      for (const text of ['I would like to book a meeting', 'on Friday at 15:00', 'Yes']) {
        await flow.receive(business.hear(text, { sentAt: noon }))
        await flow.pass(2000)
      }
      const booked = await flow.database.db.selectFrom('meetings').select('status').execute()
      expect(booked).toEqual([{ status: 'scheduled' }])
    }

    it('is foreseen by day when it closes at night', async () => {
      const tenAtNight = noon - 14 * hourMs
      await flow.receive(business.hear('Hello?', { sentAt: tenAtNight }))
      await flow.pass(2000)
      await ask(flow, await business.conversationId())
      const justBeforeEight = noon + 8 * hourMs - minuteMs
      expect(await lookAt(justBeforeEight - minuteMs)).toEqual([])
      expect(await lookAt(justBeforeEight)).toHaveLength(1)
      expect(await lookAt(tenAtNight + 23 * hourMs)).toEqual([])
    })

    it('is let pass where the right to answer is gone', async () => {
      await flow.receive(business.hear('Hello?', { sentAt: noon }))
      await flow.pass(2000)
      await ask(flow, await business.conversationId())
      await business.connect({ rights: ['can_read_messages'] })
      const notices = (await listUnasked(flow)).length
      await lookAt(noon + 23 * hourMs)
      expect(await listUnasked(flow)).toHaveLength(notices)
    })
  })
})

/** The AI has promised an answer that it did not have. */
async function ask(flow: FlowHarness, conversationId: ConversationId): Promise<void> {
  await flow.database.transaction(tx =>
    raiseQuestion(tx, { conversationId, messageId: null, question: 'When?', language: 'en', nowMs: flow.clock.now() }),
  )
}
