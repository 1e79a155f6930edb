import { expect, it } from 'vitest'
import { appendMessages } from '#capabilities/conversations'
import type { ConversationId } from '#shared/database'
import { describeEachDatabase } from '../testing/databases.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../testing/flow-harness.ts'
import { handBack, takeOver } from './handoff.ts'

describeEachDatabase('a hand-off', open => {
  it('drops the reply that is being generated when a human takes over', async () => {
    const flow = await startFlow(await open())
    const release = flow.model.hold()
    await flow.receive(textUpdate('hello'))
    await flow.pass(2000)
    await humanTakesOver(flow)
    release()
    await flow.pass(5000)
    expect(flow.channel.textsIn('1')).toEqual([])
    await flow.stop()
  })

  it('drops what was queued but had not left', async () => {
    const flow = await startFlow(await open())
    flow.channel.scriptWaits(...Array.from({ length: 100 }, () => 500))
    await flow.receive(textUpdate('hello'))
    await flow.pass(2500)
    await humanTakesOver(flow)
    await flow.pass(120_000)
    expect(flow.channel.sends).toEqual([])
    expect(await flow.database.db.selectFrom('outbound').select('state').execute()).toEqual([{ state: 'cancelled' }])
    await flow.stop()
  })

  it('stays silent while a human has the chat, and answers only what comes after it is handed back', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    const id = await humanTakesOver(flow)
    await flow.receive(textUpdate('for the human'))
    await flow.pass(5000)
    await flow.database.transaction(tx => handBack(tx, id, flow.clock.now()))
    await flow.pass(5000)
    await flow.receive(textUpdate('for the AI'))
    await flow.pass(5000)
    expect(flow.channel.textsIn('1')).toEqual(['[hello]', '[for the human\nfor the AI]'])
    expect(flow.model.requests).toHaveLength(2)
    await flow.stop()
  })

  it('answers what came after the human spoke, and nothing from before it, when it is handed back at that moment', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    const id = await humanTakesOver(flow)
    await flow.receive(textUpdate('for the human'))
    await humanSays(flow, id, 'From ten, I am there myself')
    // Both are still due: the platform waits whether more comes.
    await flow.receive(textUpdate('thank you'))
    await flow.database.transaction(tx => handBack(tx, id, flow.clock.now()))
    await flow.pass(5000)
    expect(flow.channel.textsIn('1').at(-1)).toBe('[thank you]')
    await flow.stop()
  })

  it('tells the client and the owner when the client asks for a human', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('/start', { userId: flowSettings.ownerId }))
    await flow.receive(textUpdate('/human'))
    await flow.pass(3000)
    expect(flow.channel.textsIn('1')).toEqual([expect.stringContaining('handing over to a colleague')])
    expect(flow.channel.textsIn(String(flowSettings.ownerId)).at(-1)).toContain('User 1')
    await flow.stop()
  })
})

async function humanTakesOver(flow: FlowHarness): Promise<ConversationId> {
  const { id } = await flow.database.db.selectFrom('conversations').select('id').executeTakeFirstOrThrow()
  await flow.database.transaction(tx => takeOver(tx, id, { reason: 'owner.took_over', by: 'human' }, flow.clock.now()))
  return id
}

async function humanSays(flow: FlowHarness, conversationId: ConversationId, content: string): Promise<void> {
  const sender = { externalId: null, contactId: null, turnId: null, metadata: null }
  const message = {
    conversationId,
    role: 'human',
    kind: 'text',
    content,
    timestamp: flow.clock.now(),
    ...sender,
  } as const
  await flow.database.transaction(tx => appendMessages(tx, [message]))
}
