import { expect, it } from 'vitest'
import { forgetContact } from '#flow'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient } from '../../testing/flow-client.ts'
import { flowSettings, startFlow } from '../../testing/flow-harness.ts'

const operatorId = 901

describeEachDatabase('a client who is forgotten', open => {
  it('leaves nothing in cards, proposals, topics and lists of the business', async () => {
    const flow = await startFlow(await open(), {
      cockpit: { groupChatId: '-1001', operatorIds: [operatorId], mode: 'draft' },
    })
    await createFlowClient(flow, flowSettings.ownerId).write('Привет')
    await flow.showCards()
    const client = createFlowClient(flow, 7777)
    await client.write('Меня зовут Евлампия, мне нужен сайт')
    await flow.showCards()
    await client.write('И бюджет 100 тысяч рублей')
    await flow.showCards()
    await createFlowClient(flow, operatorId).write('/leads')
    const { db } = flow.database
    expect(JSON.stringify(await db.selectFrom('outbound').select('payload').execute())).toMatch(/Евлампия/)
    const { id } = await db.selectFrom('contacts').select('id').where('user_id', '=', 7777).executeTakeFirstOrThrow()
    await forgetContact({ ...flow.jobs, ownerId: flowSettings.ownerId, operatorIds: [operatorId] }, id, 'cli')
    await flow.showCards()
    for (const table of ['cockpit_cards', 'cockpit_drafts', 'cockpit_leads'] as const)
      expect(JSON.stringify(await db.selectFrom(table).selectAll().execute())).not.toMatch(/Евлампия|7777/)
    expect(await db.selectFrom('cockpit_drafts').selectAll().execute()).toEqual([])
    expect(JSON.stringify(await db.selectFrom('outbound').selectAll().execute())).not.toMatch(/Евлампия|User 7777/)
    expect(JSON.stringify(await db.selectFrom('messages').select('content').execute())).not.toMatch(
      /Евлампия|User 7777/,
    )
  })
})
