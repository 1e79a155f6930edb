import { expect, it } from 'vitest'
import { recordConsent } from '#capabilities/conversations'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startFlowApi } from '../../../../testing/flow-api.ts'
import { createFlowClient } from '../../../../testing/flow-client.ts'

describeEachDatabase('GET /contacts/{id}/consents', open => {
  it('tells what a person agreed to and refused, each once over the pages, and nothing of others', async () => {
    const database = await open()
    const api = await startFlowApi(database)
    for (const userId of [1, 2]) await createFlowClient(api.flow, userId).write('Привет')
    const people = await database.db.selectFrom('contacts').select('id').orderBy('id').execute()
    const [one, other] = people.map(person => person.id)
    if (one === undefined || other === undefined) throw new Error('nobody was met')
    const shown = { kind: 'calendar_invite', text: 'May we?', textVersion: 'v1', messageId: null } as const
    for (const [contactId, granted] of [
      [one, true],
      [other, true],
      [one, false],
      [one, true],
    ] as const) {
      await recordConsent(database.db, { ...shown, contactId, granted, occurredAt: api.flow.clock.now() })
    }
    const given = await api.listAll<{ granted: boolean }>(`/contacts/${one}/consents?limit=2`)
    expect(given.map(({ granted }) => granted)).toEqual([true, false, true])
    expect(given[0]).toEqual({
      id: expect.any(Number),
      kind: 'calendar_invite',
      granted: true,
      text: 'May we?',
      text_version: 'v1',
      message_id: null,
      occurred_at: new Date(api.flow.clock.now()).toISOString(),
    })
    expect(await api.ask('GET', '/contacts/4711/consents')).toMatchObject({ status: 404 })
    expect(await api.ask('GET', `/contacts/${one}/consents?cursor=x`)).toMatchObject({ status: 422 })
  })
})
