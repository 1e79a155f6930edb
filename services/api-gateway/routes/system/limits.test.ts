import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLimitInbound, type InboundLimits } from '#flow'
import type { ConversationId } from '#shared/database'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'

const minuteMs = 60_000
const limits: InboundLimits = {
  perMinute: { private: 2, group: 2, channel: 2 },
  perHour: 100,
  maxRepeats: 3,
  minIntervalMs: 0,
  blockMs: 3 * minuteMs,
  everyone: { perMinute: 1000, perHour: 5000 },
  adaptation: null,
}

describeEachDatabase('blocks for writing too much', open => {
  let test: TestGateway
  let headers: Readonly<Record<string, string>>
  beforeEach(async () => {
    const strangerBudget = { answersPerDay: 100, tokensPerDay: null }
    test = await startTestGateway({ database: await open(), limits, strangerBudget })
    headers = await test.keyOf('admin')
  })
  afterEach(() => test.close())

  const ask = async (method: string, path: string, body?: unknown) => {
    const sent = body !== undefined && { body: JSON.stringify(body) }
    const type = body !== undefined && { 'content-type': 'application/json' }
    const response = await fetch(`${test.url}/api/v1${path}`, { method, headers: { ...headers, ...type }, ...sent })
    return { status: response.status, body: await response.json() }
  }
  const reset = (userId: number | null) => ask('POST', '/system/limits/reset', { user_id: userId })
  const blocked = async () =>
    ((await ask('GET', '/system/limits')).body as { blocked: { user_id: number }[] }).blocked.map(
      ({ user_id }) => user_id,
    )

  /** What `userId` writes within an instant, three times in a chat that allows two. */
  const writeTooMuch = async (userId: number) => {
    const { playbook, render, logger, database } = test.deps
    const limitInbound = createLimitInbound({ limits, ownerId: null, logger, defaultLanguage: 'en', playbook, render })
    const messages = ['one', 'two', 'three'].map(text => ({
      conversationId: userId as ConversationId,
      chatType: 'private' as const,
      userId,
      text,
      isFirstToWait: true,
    }))
    await database.transaction(tx => limitInbound(tx, messages, test.clock.now()))
  }

  it('are shown with their end, and end by themselves', async () => {
    await writeTooMuch(7)
    expect(await ask('GET', '/system/limits')).toMatchObject({
      status: 200,
      body: {
        on: true,
        minute: { used: 2, allowed: 1000 },
        blocked: [{ user_id: 7, until: '2026-01-14T09:03:00.000Z' }],
        blocked_until: null,
        stranger_budget: { answers_per_day: 100, tokens_per_day: null },
      },
    })
    await test.clock.advance(3 * minuteMs)
    expect(await blocked()).toEqual([])
  })

  it('are ended for one person, or for all, and the audit log has who did it', async () => {
    for (const userId of [7, 8, 9]) await writeTooMuch(userId)
    expect(await reset(8)).toEqual({ status: 200, body: { ended: 1 } })
    expect((await blocked()).toSorted()).toEqual([7, 9])
    expect(await reset(null)).toEqual({ status: 200, body: { ended: 2 } })
    expect(await blocked()).toEqual([])
    const { body } = await ask('GET', '/audit?action=limits.reset')
    expect(body).toMatchObject({
      items: [
        { actor: 'key:1', after: { ended: 2 } },
        { actor: 'key:1', after: { ended: 1 } },
      ],
    })
  })

  it('of nobody are ended without harm, and a number that is none is refused', async () => {
    expect(await reset(404)).toEqual({ status: 200, body: { ended: 0 } })
    expect(await ask('POST', '/system/limits/reset', { user_id: 'all' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/user_id' }] },
    })
  })
})

it('without limits nobody can be blocked', async () => {
  const test = await startTestGateway()
  const response = await fetch(`${test.url}/api/v1/system/limits`, { headers: await test.keyOf('admin') })
  expect(await response.json()).toMatchObject({ on: false, blocked: [] })
  await test.close()
})
