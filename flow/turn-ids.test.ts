import { expect, it } from 'vitest'
import { createLogger } from '#shared/utils'
import { describeEachDatabase } from '../testing/databases.ts'
import { startFlow, textUpdate } from '../testing/flow-harness.ts'

describeEachDatabase('the log', open => {
  it('names one turn from the model to the channel, in words that find its row', async () => {
    const { flow, lines } = await start()
    await flow.receive(textUpdate('how much is it?'))
    await flow.pass(3000)
    const { id } = await flow.database.db.selectFrom('turns').select('id').executeTakeFirstOrThrow()
    expect(flow.model.requests.map(({ turnId }) => turnId)).toEqual([id])
    expect(lines('turn.committed')).toMatchObject([{ turnId: id }])
    expect(lines('outbox.sent')).toMatchObject([{ turnId: id }])
    await flow.stop()
  })

  it('names the turn whose answer the channel did not take', async () => {
    const { flow, lines } = await start()
    flow.channel.script({ kind: 'not-sent', code: 'network' }, { kind: 'unknown', code: 'timeout' })
    await flow.receive(textUpdate('anybody there?'))
    await flow.pass(20_000)
    const { id } = await flow.database.db.selectFrom('turns').select('id').executeTakeFirstOrThrow()
    expect(lines('outbox.not_sent')).toMatchObject([{ turnId: id, code: 'network' }])
    expect(lines('outbox.unknown')).toMatchObject([{ turnId: id, code: 'timeout' }])
    await flow.stop()
  })

  it('names every turn that failed, and the one that came after it', async () => {
    const { flow, lines } = await start()
    flow.model.script(() => {
      throw new Error('a defect')
    })
    await flow.receive(textUpdate('hello'))
    await flow.pass(10_000)
    const [failed, committed] = [lines('turn.failed'), lines('turn.committed')]
    expect([failed.length, committed.length]).toEqual([1, 1])
    expect([...failed, ...committed].map(({ turnId }) => turnId)).toEqual(
      flow.model.requests.map(({ turnId }) => turnId),
    )
    expect(failed[0]?.turnId).not.toBe(committed[0]?.turnId)
    await flow.stop()
  })

  it('names the turn that a newer message made idle', async () => {
    const { flow, lines } = await start()
    const release = flow.model.hold()
    await flow.receive(textUpdate('first'))
    await flow.pass(2000)
    await flow.receive(textUpdate('second'))
    await flow.pass(2000)
    release()
    await flow.pass(3000)
    const asked = flow.model.requests.map(({ turnId }) => turnId)
    const logged = [...lines('turn.superseded'), ...lines('turn.committed')].map(({ turnId }) => turnId)
    expect(logged).toEqual(asked)
    expect(new Set(logged).size).toBe(logged.length)
    expect(logged.length).toBeGreaterThan(1)
    await flow.stop()
  })

  async function start() {
    const log: Record<string, unknown>[] = []
    const logger = createLogger({ level: 'debug', write: line => void log.push(JSON.parse(line)) })
    const flow = await startFlow(await open(), { logger })
    return { flow, lines: (event: string) => log.filter(line => line.event === event) }
  }
})
