import { expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { type FlowHarness, startFlow, textUpdate } from '../../../testing/flow-harness.ts'
import { rateLimitingSection } from '../../config.ts'
import { type StrangerBudget, toStrangerBudget } from './stranger-budget.ts'

// Many turns on a busy PostgreSQL.
vi.setConfig({ testTimeout: 60_000 })

const threeAnswers: StrangerBudget = { answersPerDay: 3, tokensPerDay: null }
const dayMs = 24 * 3_600_000
const question = 'Расскажите, пожалуйста, чем вы занимаетесь'

describeEachDatabase('the model budget of a stranger', open => {
  const start = async (strangerBudget: StrangerBudget) => startFlow(await open(), { strangerBudget, isSwept: false })

  async function ask(flow: FlowHarness, times: number): Promise<void> {
    for (let asked = 0; asked < times; asked += 1) {
      await flow.receive(textUpdate(question))
      await flow.pass(3000)
    }
  }

  const reasons = async ({ database }: FlowHarness) =>
    (await database.db.selectFrom('turns').select('reason').orderBy('finished_at').orderBy('number').execute()).map(
      ({ reason }) => reason,
    )

  it('lets the script answer once it is spent, and never falls silent', async () => {
    const flow = await start(threeAnswers)
    await ask(flow, 5)
    expect(flow.model.requests).toHaveLength(3)
    expect(flow.channel.textsIn('1').length).toBeGreaterThanOrEqual(5)
    expect((await reasons(flow)).slice(0, 3)).toEqual(['model', 'model', 'model'])
    expect((await reasons(flow))[3]).toBe('scripted.budget')
    await flow.stop()
  })

  it('begins anew with the day of the business', async () => {
    const flow = await start(threeAnswers)
    await ask(flow, 4)
    await flow.database.db
      .updateTable('turns')
      .set(eb => ({ finished_at: eb('finished_at', '-', dayMs) }))
      .execute()
    await ask(flow, 1)
    expect(flow.model.requests).toHaveLength(4)
    await flow.stop()
  })

  it('may be one of tokens: two answers of the test model cost 30', async () => {
    const flow = await start({ answersPerDay: null, tokensPerDay: 30 })
    await ask(flow, 4)
    expect(flow.model.requests).toHaveLength(2)
    await flow.stop()
  })

  it('is not taken for a model that is down: nobody is called', async () => {
    const flow = await start(threeAnswers)
    await ask(flow, 4)
    expect(await flow.database.db.selectFrom('conversations').select('handler').execute()).toEqual([{ handler: 'ai' }])
    await flow.stop()
  })

  it('does not bind who fits what is sold', async () => {
    const flow = await start(threeAnswers)
    await ask(flow, 3)
    await flow.database.db.updateTable('leads').set({ fit_score: 100 }).execute()
    await ask(flow, 1)
    expect(flow.model.requests).toHaveLength(4)
    await flow.stop()
  })

  it('is told to the owner once a day', async () => {
    const flow = await start(threeAnswers)
    await flow.receive(textUpdate('/start', { userId: 900 }))
    await flow.pass(3000)
    await ask(flow, 5)
    const told = flow.channel.textsIn('900').filter(text => text.includes('rate_limiting.stranger_budget'))
    expect(told).toHaveLength(1)
    await flow.stop()
  })
})

it.each([
  [{}, { answersPerDay: 100, tokensPerDay: null }],
  [{ stranger_budget: { answers_per_day: 0 } }, null],
  [{ stranger_budget: { answers_per_day: null, tokens_per_day: 5000 } }, { answersPerDay: null, tokensPerDay: 5000 }],
  [{ enabled: false }, null],
])('settings %j mean %j', (settings, budget) => {
  expect(toStrangerBudget(rateLimitingSection.schema.parse(settings))).toEqual(budget)
})
