import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../testing/databases.ts'
import { type FlowHarness, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { forgetContact } from '../forgetting/forget-contact.ts'
import { listExplainedAnswers } from './list-answers.ts'

/** The account of the harness as the web chat's. */
async function openWebChat(flow: FlowHarness): Promise<void> {
  await flow.database.db.updateTable('accounts').set({ channel: 'webchat' }).where('id', '=', flow.accountId).execute()
}

async function ask(flow: FlowHarness, chatId: string, text: string) {
  const update = textUpdate(text)
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  const chat = { ...update.inbound.chat, chatId }
  await flow.receive({ ...update, inbound: { ...update.inbound, chat } })
  await flow.pass(3_000)
  const { id, contact_id: contactId } = await flow.database.db
    .selectFrom('conversations')
    .select(['id', 'contact_id'])
    .where('chat_id', '=', chatId)
    .executeTakeFirstOrThrow()
  return { contactId, answers: await listExplainedAnswers(flow.database.db, id) }
}

describeEachDatabase('a test chat', open => {
  it('keeps how each answer came about: stage, passages, prompt, drafts, cost', async () => {
    const passage = { id: 1, source: 'prices.md', text: 'A loaf: 90 ₽', score: 1 } as never
    const flow = await startFlow(await open(), { search: async () => [passage] })
    await openWebChat(flow)
    const { answers } = await ask(flow, 'play-1', 'What does a loaf cost?')
    expect(answers).toMatchObject([
      {
        outcome: 'replied',
        messageId: expect.any(Number),
        thoughts: {
          stageBefore: 'greeting',
          passages: [{ source: 'prices.md', text: 'A loaf: 90 ₽' }],
          prompt: [{ role: 'system', content: expect.stringContaining('A loaf: 90 ₽') }, { role: 'user' }],
          drafts: [{ unbacked: [] }],
        },
      },
    ])
    await flow.stop()
  })

  it('is the only kind of which anything is kept: of a client nothing is', async () => {
    const flow = await startFlow(await open())
    expect((await ask(flow, 'play-1', 'On another channel')).answers).toEqual([])
    await openWebChat(flow)
    expect((await ask(flow, 'client-1', 'Hello')).answers).toEqual([])
    expect(await flow.database.db.selectFrom('turn_thoughts').selectAll().execute()).toEqual([])
    await flow.stop()
  })

  it('is erased with its client', async () => {
    const flow = await startFlow(await open())
    await openWebChat(flow)
    const { contactId, answers } = await ask(flow, 'play-1', 'Hello')
    expect(answers).toHaveLength(1)
    const newId = (): string => 'forget-1'
    await forgetContact({ ...flow, newId, ownerId: null }, contactId, 'test')
    expect(await flow.database.db.selectFrom('turn_thoughts').selectAll().execute()).toEqual([])
    await flow.stop()
  })
})
