import { expect, it } from 'vitest'
import { sendFollowUps } from '#flow'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient } from '../../testing/flow-client.ts'
import { flowSettings, startFlow } from '../../testing/flow-harness.ts'

describeEachDatabase('while the AI is paused', open => {
  it('nobody who has gone quiet is written to; afterwards they are', async () => {
    const flow = await startFlow(await open())
    const owner = createFlowClient(flow, flowSettings.ownerId)
    const client = createFlowClient(flow, 1)
    await client.write('Мне нужен сайт')
    await flow.database.db.updateTable('follow_ups').set({ due_at: flow.clock.now() }).execute()
    await owner.write('/pause')
    const before = client.texts().length
    await sendFollowUps(flow.jobs)
    await flow.pass(2000)
    expect(client.texts()).toHaveLength(before)
    await owner.write('/resume')
    await flow.database.db.updateTable('follow_ups').set({ due_at: flow.clock.now() }).execute()
    await sendFollowUps(flow.jobs)
    await flow.pass(2000)
    expect(client.texts()).toHaveLength(before + 1)
  })
})
