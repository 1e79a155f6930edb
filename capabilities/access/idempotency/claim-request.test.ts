import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { type Claim, type ClaimOutcome, claimRequest } from './claim-request.ts'
import { pruneRequests } from './prune-requests.ts'
import { releaseRequest, settleRequest } from './settle-request.ts'

const request = { actor: 'key:1', key: 'order-118', requestHash: 'a' }
const answer = { status: 201, headers: { location: '/api/v1/leads/1' }, body: '{"id":1}' }
const nowMs = Date.UTC(2026, 0, 14, 9)
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

describeEachDatabase('a request with an idempotency key', open => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })

  const claim = (atMs: number, change: Partial<typeof request> = {}): Promise<ClaimOutcome> =>
    claimRequest(database.db, { ...request, ...change }, atMs)

  async function claimFirst(atMs = nowMs): Promise<Claim> {
    const outcome = await claim(atMs)
    if (outcome.kind !== 'claimed') throw new TypeError(outcome.kind)
    return outcome.claim
  }

  it('is answered by one of a hundred that ask at once', async () => {
    const outcomes = await Promise.all([...Array(100)].map(() => claim(nowMs)))
    const kinds = outcomes.map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'claimed')).toHaveLength(1)
    expect(kinds.filter(kind => kind === 'in-progress')).toHaveLength(99)
  })

  it('gets the first answer for a day, then it is a new request', async () => {
    await settleRequest(database.db, await claimFirst(), answer)
    expect(await claim(nowMs + dayMs - 1)).toEqual({ kind: 'answered', answer })
    expect((await claim(nowMs + dayMs)).kind).toBe('claimed')
  })

  it('is refused when its key came with another request, answered or not', async () => {
    const first = await claimFirst()
    expect(await claim(nowMs + 1, { requestHash: 'b' })).toEqual({ kind: 'key-reused' })
    await settleRequest(database.db, first, answer)
    expect(await claim(nowMs + 2 * minuteMs, { requestHash: 'b' })).toEqual({ kind: 'key-reused' })
  })

  it('of another sender is another request', async () => {
    await settleRequest(database.db, await claimFirst(), answer)
    expect((await claim(nowMs, { actor: 'key:2' })).kind).toBe('claimed')
  })

  it('that failed on our side is free again', async () => {
    await releaseRequest(database.db, await claimFirst())
    expect((await claim(nowMs)).kind).toBe('claimed')
  })

  describe('whose attempt died', () => {
    it('waits a minute, then one of a hundred takes it over', async () => {
      await claimFirst()
      expect(await claim(nowMs + 20_000)).toEqual({ kind: 'in-progress', retryAfterMs: 40_000 })
      const outcomes = await Promise.all([...Array(100)].map(() => claim(nowMs + minuteMs)))
      expect(outcomes.filter(({ kind }) => kind === 'claimed')).toHaveLength(1)
    })

    it('keeps what the later attempt answered, even when the first one was only slow', async () => {
      const slow = await claimFirst()
      const later = await claimFirst(nowMs + minuteMs)
      await settleRequest(database.db, slow, { ...answer, body: 'too late' })
      await releaseRequest(database.db, slow)
      await settleRequest(database.db, later, answer)
      expect(await claim(nowMs + minuteMs)).toEqual({ kind: 'answered', answer })
    })
  })

  it('is forgotten by the pruning once its day is over, and not before', async () => {
    await settleRequest(database.db, await claimFirst(), answer)
    for (let count = 0; count < 1200; count += 1) {
      const old = { actor: 'key:1', idempotency_key: `old-${count}`, request_hash: '', created_at: count }
      await database.db
        .insertInto('idempotent_requests')
        .values({ ...old, status: null, headers_json: null, body: null, expires_at: count })
        .execute()
    }
    let rounds = 1
    while (await pruneRequests(database.db, nowMs)) rounds += 1
    const left = await database.db.selectFrom('idempotent_requests').select('idempotency_key').execute()
    expect([rounds, left]).toEqual([3, [{ idempotency_key: 'order-118' }]])
  })
})
