import Fastify from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { covers, createKey, type Role, revokeKey, roles } from '#capabilities/access'
import { listOperations, type Operation } from '../../../testing/api-operations.ts'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'
import type { GatewayApp } from '../http/gateway-app.ts'
import { guardAccess } from './guard-access.ts'

/**
 * Every operation of the document, asked by everybody. The document is made of the registered routes, and what is not
 * open must be in it: a new route cannot be forgotten.
 */
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

let test: TestGateway
let operations: readonly Operation[]
const callers: Record<string, Readonly<Record<string, string>>> = {}

beforeAll(async () => {
  test = await startTestGateway()
  operations = await listOperations(test.url)
  for (const role of roles) callers[role] = await test.keyOf(role)
  const expired = await makeKey(test.clock.now() + 1)
  const revoked = await makeKey(null)
  const { database, clock } = test.deps
  await database.transaction(tx => revokeKey(tx, { id: revoked.id, actor: 'test' }, clock.now()))
  callers.expired = { authorization: `Bearer ${expired.text}` }
  callers.revoked = { authorization: `Bearer ${revoked.text}` }
  callers.unknown = { authorization: `Bearer tap_${'A'.repeat(43)}` }
  callers.malformed = { authorization: 'Bearer' }
  callers.nobody = {}
  await test.clock.advance(dayMs)
})
afterAll(() => test.close())

async function makeKey(expiresAt: number | null): Promise<{ readonly id: number; readonly text: string }> {
  const { database, clock } = test.deps
  const facts = { name: 'test', role: 'admin', expiresAt, actor: 'test' } as const
  const { key, text } = await database.transaction(tx => createKey(tx, facts, clock.now()))
  return { id: key.id, text }
}

/** Asks with nothing but the credentials: whoever is let in is told what is missing, and nothing is changed. */
async function ask({ method, path }: Operation, headers: Readonly<Record<string, string>>): Promise<number> {
  const aborting = new AbortController()
  const response = await fetch(`${test.url}${path.replaceAll(/\{\w+\}/g, '0')}`, {
    method,
    // A proxy's header, so that being on this machine counts for nothing.
    headers: { ...headers, 'x-forwarded-for': '203.0.113.7' },
    signal: aborting.signal,
  })
  // Event streams never end by themselves.
  aborting.abort()
  return response.status
}

const refused = [401, 403]

describe('every operation', () => {
  it('is refused with 401 to whoever has no valid key, and open ones to nobody', async () => {
    const wrong: string[] = []
    for (const operation of operations) {
      // Who guesses a hundred keys within 15 minutes is told nothing any more, and there are more operations than that.
      await test.clock.advance(minuteMs)
      for (const caller of ['nobody', 'expired', 'revoked', 'unknown', 'malformed']) {
        const status = await ask(operation, callers[caller] ?? {})
        const isRight = operation.role === null ? !refused.includes(status) : status === 401
        if (!isRight) wrong.push(`${caller}: ${operation.method} ${operation.path} → ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it.each(roles)('lets a %s do what the role may, and nothing else', async (role: Role) => {
    const wrong: string[] = []
    for (const operation of operations) {
      const status = await ask(operation, callers[role] ?? {})
      const isRight =
        operation.role === null || covers(role, operation.role) ? !refused.includes(status) : status === 403
      if (!isRight || status >= 500) wrong.push(`${operation.method} ${operation.path} → ${status}`)
    }
    expect(wrong).toEqual([])
  })

  it('that writes is for an operator at least, but for signing out, and tools, each of which asks the API again', () => {
    const writesOfViewers = operations
      .filter(({ method, role }) => method !== 'GET' && (role === null || role === 'viewer'))
      .map(({ method, path }) => `${method} ${path}`)
    expect(writesOfViewers.sort()).toEqual(['POST /api/v1/sign-in/telegram', 'POST /logout', 'POST /mcp'])
  })

  it('that needs a role is in the document: the gateway does not start otherwise', async () => {
    const app: GatewayApp = Fastify().withTypeProvider<ZodTypeProvider>()
    guardAccess(app, async () => ({ kind: 'nobody' }))
    const handler = async () => 'hidden'
    app.get('/open', { config: { access: 'open' }, schema: { hide: true } }, handler)
    expect(() => app.get('/hidden', { config: { access: 'viewer' }, schema: { hide: true } }, handler)).toThrow(
      /hidden/,
    )
    expect(() => app.get('/bare', handler)).toThrow(/bare/)
    await app.close()
  })
})
