import { expect, it } from 'vitest'
import type { InboundMessage, InboundUpdate } from '#capabilities/channels'
import { describeEachDatabase } from '../testing/databases.ts'
import { createFlowClient } from '../testing/flow-client.ts'
import { startFlow, textUpdate } from '../testing/flow-harness.ts'

describeEachDatabase('an album', open => {
  it('whose pictures come one by one is one message: one turn, one answer, its captions joined', async () => {
    const flow = await startFlow(await open())
    for (const caption of ['Вот стена', null, 'Покрасите?']) {
      await flow.receive(picture('album-1', caption))
      await flow.pass(900)
    }
    await flow.pass(5000)
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    expect(flow.model.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(['Вот стена\nПокрасите?'])
    await flow.stop()
  })

  it('is waited for a second even where no quiet time is set', async () => {
    const flow = await startFlow(await open(), { debounceMs: 0 })
    await flow.receive(picture('album-1', 'Первая'))
    await flow.pass(900)
    await flow.receive(picture('album-1', 'Вторая'))
    await flow.pass(900)
    expect(flow.model.requests).toEqual([])
    await flow.pass(1000)
    expect(flow.model.requests.map(({ messages }) => messages.at(-1)?.content)).toEqual(['Первая\nВторая'])
    await flow.stop()
  })

  it('counts as one message however many pictures it has', async () => {
    const flow = await startFlow(await open())
    await flow.receive(...Array.from({ length: 10 }, () => picture('album-1', null)))
    const counts = await flow.database.db.selectFrom('rate_limits').select('message_count_minute').execute()
    expect(counts.map(row => row.message_count_minute)).toEqual([1])
    await flow.stop()
  })
})

describeEachDatabase('a thumb', open => {
  it('under a question of ours is the answer, as a sticker too', async () => {
    const flow = await startFlow(await open())
    const client = createFlowClient(flow, 1)
    await client.write('Мой телефон +7 916 123-45-67')
    expect(client.texts().at(-1)).toMatch(/сохран|хран/i)
    await flow.receive(sticker('👍'))
    await flow.pass(4000)
    const consents = await flow.database.db.selectFrom('consents').select(['granted', 'kind']).execute()
    expect(consents).toEqual([{ granted: 1, kind: 'pdpa_profile' }])
    await flow.stop()
  })

  it('under no question is kept, and needs no answer', async () => {
    const flow = await startFlow(await open())
    await createFlowClient(flow, 1).write('Расскажите о вашей компании')
    const before = flow.channel.textsIn('1').length
    await flow.receive(sticker('👍'))
    await flow.pass(20_000)
    expect(flow.channel.textsIn('1')).toHaveLength(before)
    await flow.stop()
  })
})

function picture(mediaGroupId: string, caption: string | null): InboundUpdate {
  const update = textUpdate(caption ?? '[photo]')
  const inbound = { ...(update.inbound as InboundMessage), messageKind: 'photo', metadata: { mediaGroupId } }
  return { ...update, inbound }
}

function sticker(emoji: string): InboundUpdate {
  const update = textUpdate(`[sticker ${emoji}]`)
  const inbound = { ...(update.inbound as InboundMessage), messageKind: 'sticker', wantsAnswer: false }
  return { ...update, inbound }
}
