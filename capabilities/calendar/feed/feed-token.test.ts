import { expect, it } from 'vitest'
import { newToken } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { findFeedToken, issueFeedToken } from './feed-token.ts'

const request = { purpose: 'owner-calendar', newSecret: newToken } as const

describeEachDatabase('feed tokens', open => {
  it('open their feed until the next one is issued, and are not kept', async () => {
    const { db } = await open()
    const first = await issueFeedToken(db, request, 1)
    expect(await findFeedToken(db, first)).toBe('owner-calendar')
    expect(await findFeedToken(db, `${first}x`)).toBeNull()
    expect(await findFeedToken(db, '')).toBeNull()
    expect(JSON.stringify(await db.selectFrom('feed_tokens').selectAll().execute())).not.toContain(first)

    const second = await issueFeedToken(db, request, 2)
    expect(await findFeedToken(db, first)).toBeNull()
    expect(await findFeedToken(db, second)).toBe('owner-calendar')
  })
})
