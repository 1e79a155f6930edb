import { expect, it } from 'vitest'
import { type Playbook, readPlaybook } from '#capabilities/sales'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, startFlow } from '../../testing/flow-harness.ts'
import { laterJobs } from '../../testing/later-jobs.ts'
import { returnQuietChats } from './return-quiet-chats.ts'

const playbooks = new URL('../../playbooks', import.meta.url).pathname

describeEachDatabase('a chat that a human has', open => {
  it('goes back to the AI after the quiet hours of the playbook, and not before', async () => {
    const { flow, client } = await handOff(24)
    await returnQuietChats(laterJobs(flow, 23))
    expect(await client.write('Есть кто?')).toEqual([])
    await returnQuietChats(laterJobs(flow, 23.5))
    expect(await handler(flow)).toBe('human')
    await returnQuietChats(laterJobs(flow, 25))
    expect(await handler(flow)).toBe('ai')
    expect(client.texts().at(-1)).toContain('Передаю разговор коллеге')
    expect(await client.write('Есть кто?')).not.toEqual([])
  })

  it('stays with the human where the playbook names no hours', async () => {
    const { flow } = await handOff(null)
    await returnQuietChats(laterJobs(flow, 10_000))
    expect(await handler(flow)).toBe('human')
  })

  async function handOff(hours: number | null): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const words = readPlaybook(playbooks, 'general')
    const playbook: Playbook = { ...words, handoff: { ...words.handoff, returnAfterQuietHours: hours } }
    const flow = await startFlow(await open(), { currentPlaybook: () => playbook })
    const client = createFlowClient(flow, 1)
    await client.write('Позовите человека')
    return { flow, client }
  }
})

async function handler({ database }: FlowHarness): Promise<string | undefined> {
  const row = await database.db.selectFrom('conversations').select('handler').executeTakeFirst()
  return row?.handler
}
