import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveAccount } from '#capabilities/conversations'
import { saveConnection } from '#capabilities/secretary'
import { startTestGateway, type TestGateway } from '../../../../../testing/gateway-harness.ts'

const olga = 900

describe('accounts of people that a bot is connected to', () => {
  let test: TestGateway
  let bot: number
  let headers: Readonly<Record<string, string>>
  beforeEach(async () => {
    test = await startTestGateway()
    headers = await test.keyOf('admin')
    const { database, clock } = test.deps
    const facts = {
      channel: 'telegram',
      externalId: '4000000001',
      username: 'bakery_bot',
      displayName: 'Bakery',
    } as const
    const accountId = await saveAccount(database.db, facts, clock.now())
    bot = accountId
    const rules = { servedUsers: new Set([olga]), nowMs: clock.now() }
    const owner = { userId: olga, displayName: 'Olga' }
    const connection = { id: 'c1', owner, ownerChatId: '900', isEnabled: true, rights: ['can_reply'] }
    await database.transaction(tx => saveConnection(tx, accountId, connection, rules))
  })
  afterEach(() => test.close())

  const ask = async (method: string, path: string, body?: unknown) => {
    const sent = body !== undefined && { body: JSON.stringify(body) }
    const type = body !== undefined && { 'content-type': 'application/json' }
    const response = await fetch(`${test.url}/api/v1${path}`, { method, headers: { ...headers, ...type }, ...sent })
    return { status: response.status, body: await response.json() }
  }
  const pause = (paused: unknown, person: number | string = olga, id = bot) =>
    ask('PATCH', `/bots/${id}/connections/${person}`, { paused })

  it('are paused and resumed, as the list and the audit log tell', async () => {
    const shown = { account_id: bot, owner_user_id: olga, state: 'on', missing_rights: ['can_read_messages'] }
    expect(await ask('GET', '/bots/connections')).toMatchObject({ body: { items: [{ ...shown, paused_at: null }] } })
    const pausedAt = '2026-01-14T09:00:00.000Z'
    expect(await pause(true)).toMatchObject({ status: 200, body: { items: [{ ...shown, paused_at: pausedAt }] } })
    await test.clock.advance(60_000)
    expect(await pause(true)).toMatchObject({ body: { items: [{ paused_at: pausedAt }] } })
    expect(await ask('GET', '/bots/connections')).toMatchObject({ body: { items: [{ paused_at: pausedAt }] } })
    expect(await pause(false)).toMatchObject({ body: { items: [{ paused_at: null }] } })
    expect(await ask('GET', '/audit?action=connection.change')).toMatchObject({
      body: {
        items: [
          { actor: 'key:1', target: `bot:${bot}`, after: { owner_user_id: olga, paused: false } },
          { actor: 'key:1', target: `bot:${bot}`, after: { owner_user_id: olga, paused: true } },
        ],
      },
    })
  })

  it('of nobody known are not there, and what is no answer to "paused?" is refused', async () => {
    expect(await pause(true, 901)).toMatchObject({ status: 404, body: { code: 'connection.not_found' } })
    expect(await pause(true, olga, bot + 1)).toMatchObject({ status: 404 })
    expect(await pause('yes')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/paused' }] } })
    expect(await pause(true, 'olga')).toMatchObject({ status: 422 })
  })
})
