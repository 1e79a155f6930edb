import { expect, it } from 'vitest'
import type { InboundMessage, InboundUpdate } from '#capabilities/channels'
import { describeEachDatabase } from '../../testing/databases.ts'
import { type FlowHarness, startFlow, textUpdate } from '../../testing/flow-harness.ts'

describeEachDatabase('an edit after the answer', open => {
  it('that means something else is answered as well, with the first words in sight', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('Нужна квартира с двумя комнатами', { messageId: '5' }))
    await flow.pass(4000)
    await flow.receive(edit('5', 'Нужна квартира с тремя комнатами'))
    await flow.pass(4000)
    expect(flow.channel.textsIn('1')).toHaveLength(2)
    expect(flow.model.requests.at(-1)?.messages.at(-1)?.content).toBe(
      '<quoted>\nНужна квартира с двумя комнатами\n</quoted>\nНужна квартира с тремя комнатами',
    )
    await flow.stop()
  })

  it('that only mends a letter is kept and not answered, nor is the same edit twice', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('Сколько стоит стиржка', { messageId: '5' }))
    await flow.pass(4000)
    await flow.receive(edit('5', 'Сколько стоит стрижка?'))
    await flow.receive(edit('5', 'Сколько стоит стрижка?'))
    await flow.pass(4000)
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    expect(await readTexts(flow)).toContain('Сколько стоит стрижка?')
    await flow.stop()
  })

  it('of a message of the day before is kept and not answered', async () => {
    const flow = await startFlow(await open())
    const old = textUpdate('Нужна машина', { messageId: '5' })
    const sentAt = flow.clock.now() - 25 * 60 * 60_000
    await flow.receive({ ...old, inbound: { ...(old.inbound as InboundMessage), sentAt } })
    await flow.pass(4000)
    const before = flow.channel.textsIn('1').length
    await flow.receive(edit('5', 'Нужна лодка'))
    await flow.pass(4000)
    expect(flow.channel.textsIn('1')).toHaveLength(before)
    await flow.stop()
  })

  it('of a position that is shared live says nothing new, before and after the answer', async () => {
    const flow = await startFlow(await open())
    const update = textUpdate('[location 13.7, 100.5]', { messageId: '5' })
    await flow.receive({ ...update, inbound: { ...(update.inbound as InboundMessage), messageKind: 'location' } })
    for (let minute = 1; minute <= 5; minute++) {
      await flow.receive(edit('5', `[location 13.${7 + minute}, 100.5]`))
      await flow.pass(4000)
    }
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    await flow.stop()
  })
})

function edit(messageId: string, text: string): InboundUpdate {
  const update = textUpdate(text)
  const { chat, from } = update.inbound as InboundMessage
  return { ...update, inbound: { kind: 'edit', chat, from, messageId, text, editedAt: 1 } }
}

async function readTexts(flow: FlowHarness): Promise<readonly string[]> {
  const rows = await flow.database.db.selectFrom('messages').select('content').execute()
  return rows.map(({ content }) => content)
}
