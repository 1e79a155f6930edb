import { expect, it } from 'vitest'
import { saveAccount } from '#capabilities/conversations'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import type { AccountId } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { asIdle, type FlowHarness, startFlow, textUpdate } from '../../testing/flow-harness.ts'

/** A model that answers the clients of the busy bot only when it is let. */
function createSlowModel(): {
  readonly model: ChatModel
  readonly thinking: () => number
  readonly finish: () => void
} {
  const stuck = new Set<() => void>()
  const answered: ModelOutcome = {
    kind: 'answered',
    text: 'Yes.',
    isTruncated: false,
    model: 'slow-1',
    usage: null,
    firstTokenMs: 1,
  }
  const model: ChatModel = {
    name: 'slow',
    answer({ messages }, signal) {
      if (!messages.at(-1)?.content.includes('busy')) return Promise.resolve(answered)
      const held = new Promise<ModelOutcome>(resolve => {
        stuck.add(() => resolve(answered))
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true })
      })
      return asIdle(held)
    },
  }
  const finish = (): void => {
    for (const release of stuck) release()
    stuck.clear()
  }
  return { model, thinking: () => stuck.size, finish }
}

describeEachDatabase('the answers of two bots in one worker', open => {
  async function startTwo(perAccount: number | null) {
    const slow = createSlowModel()
    const flow = await startFlow(await open(), { answering: slow.model, places: { total: 3, perAccount } })
    const quiet = await saveAccount(
      flow.database.db,
      { channel: 'memory', externalId: 'quiet', username: 'quiet_bot', displayName: 'Quiet' },
      flow.clock.now(),
    )
    await flow.receive(...[1, 2, 3, 4, 5].map(userId => textUpdate('the busy bot, please', { userId })))
    await flow.pass(2000)
    await flow.ingest({ accountId: quiet, channel: 'memory' }, [textUpdate('the quiet bot', { userId: 6 })])
    await flow.pass(3000)
    return { flow, slow, quiet }
  }

  async function countAnswered({ database }: FlowHarness, accountId: AccountId): Promise<number> {
    const rows = await database.db
      .selectFrom('turns as t')
      .innerJoin('conversations as c', 'c.id', 't.conversation_id')
      .select('t.id')
      .where('c.account_id', '=', accountId)
      .execute()
    return rows.length
  }

  it('leave each other room: a bot whose model is slow does not hold up the other', async () => {
    const { flow, slow, quiet } = await startTwo(2)
    expect(slow.thinking()).toBe(2)
    expect(await countAnswered(flow, quiet)).toBe(1)
    await flow.stop()
  })

  it('are all given in the end, as places come free', async () => {
    const { flow, slow } = await startTwo(2)
    for (let round = 0; round < 3; round += 1) {
      slow.finish()
      await flow.pass(2000)
    }
    expect(await countAnswered(flow, flow.accountId)).toBe(5)
    await flow.stop()
  })

  it('have no such limit unless it is set: the slow bot takes every place', async () => {
    const { flow, slow, quiet } = await startTwo(null)
    expect(slow.thinking()).toBe(3)
    expect(await countAnswered(flow, quiet)).toBe(0)
    await flow.stop()
  })
})
