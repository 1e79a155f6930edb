import { expect, it } from 'vitest'
import { createAnalytics } from '#capabilities/analytics'
import { stages } from '#capabilities/sales'
import { sendFollowUps } from '#flow'
import { createFakeClock } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'

// What the figures say of a real conversation: the events are those of the flow, not of the test.
describeEachDatabase('figures of a talk', open => {
  async function read(flow: FlowHarness) {
    const prices = { currency: 'USD', perMillionPromptTokens: 1, perMillionCompletionTokens: 1 }
    const settings = { timeZone: flowSettings.timeZone, stages, language: 'ru', prices } as const
    const analytics = createAnalytics({ database: flow.database, clock: flow.clock, settings })
    const period = analytics.parsePeriod({})
    if (period.kind !== 'period') throw new TypeError(period.detail)
    await analytics.catchUp()
    return analytics.readMetrics(period)
  }

  it('tell of a lead, a burst that was answered once, a question of price, and a human who was asked for', {
    timeout: 60_000,
  }, async () => {
    const flow = await startFlow(await open())
    const client = createFlowClient(flow, 101)
    await flow.receive(textUpdate('Здравствуйте', { userId: 101 }))
    await flow.pass(500)
    await client.write('Мне нужен сайт')
    await client.write('Это слишком дорого')
    await client.write('Позовите человека')
    const { figures, breakdowns, stages: reached } = await read(flow)
    await flow.stop()
    expect(figures).toMatchObject({
      total_leads: 1,
      active_leads: 1,
      total_conversations: 1,
      messages_received: 4,
      answers: 3,
      burst_size: 4 / 3,
      messages_per_lead: 4,
      handed_off: 1,
      resolved_by_ai: 0,
      human_replies: 0,
    })
    // 500 ms until the second message of the burst, and the debounce after it.
    expect(figures.first_response_p50_ms).toBeGreaterThan(1980)
    expect(figures.first_response_p50_ms).toBeLessThan(2020)
    expect(breakdowns.handed_off_by_reason.map(item => item.name)).toEqual(['client.asked'])
    expect(breakdowns.objections.map(item => item.name)).toContain('price')
    expect(breakdowns.languages).toEqual([{ name: 'ru', count: 3, share: 1 }])
    expect(reached[0]).toMatchObject({ stage: 'greeting', leads: 1, conversion: 1 })
    expect(reached.filter(stage => stage.leads > 0).length).toBeGreaterThan(1)
  })

  it('tell whether a client came back after a follow-up', { timeout: 60_000 }, async () => {
    const database = await open()
    const first = await startFlow(database)
    await createFlowClient(first, 101).write('Мне нужен сайт')
    await first.stop()
    const flow = await startFlow(database, { clock: createFakeClock(first.clock.now() + 25 * 3_600_000) })
    await sendFollowUps(flow.jobs)
    expect((await read(flow)).figures).toMatchObject({ follow_ups_sent: 1, follow_up_return_rate: 0 })
    await createFlowClient(flow, 101).write('Да, я ещё думаю')
    const { figures } = await read(flow)
    await flow.stop()
    expect(figures).toMatchObject({ follow_ups_sent: 1, follow_up_return_rate: 1, resolved_by_ai: 1 })
  })
})
