import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'

describeEachDatabase('GET /setup', open => {
  it('counts the documents that can be answered from, not those that could not be read', async () => {
    const database = await open()
    const test = await startTestGateway({ database })
    const read = { content_hash: 'x', bytes: 1, modified_at: 0, indexed_at: 0 }
    const documents = [
      { path: 'prices.md', state: 'indexed', error: null },
      { path: 'terms.md', state: 'indexed', error: null },
      { path: 'broken.pdf', state: 'failed', error: 'document.unreadable' },
    ] as const
    await database.db
      .insertInto('documents')
      .values(documents.map(document => ({ ...read, ...document })))
      .execute()
    const headers = { authorization: `Bearer ${testAdminKey}` }
    const answer = await fetch(`${test.url}/api/v1/setup`, { headers })
    expect(await answer.json()).toMatchObject({ documents: 2 })
    await test.close()
  })
})
