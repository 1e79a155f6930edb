import type { Db } from '#shared/database'
import type { Actor } from '../audit/record-audit.ts'

/** A request that its sender may repeat, and how its repetitions are known. */
export interface RepeatableRequest {
  readonly actor: Actor
  /** The sender's `Idempotency-Key`. */
  readonly key: string
  /** Of all that makes it this request: method, path and body. */
  readonly requestHash: string
}

export interface StoredAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The right to answer a request. Two claims of one key never have the same instant. */
export interface Claim {
  readonly actor: Actor
  readonly key: string
  readonly claimedAt: number
}

export type ClaimOutcome =
  /** The first, or the first after an attempt that never ended: answer it, then settle or release the claim. */
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  /** Somebody is answering it; after `retryAfterMs` the attempt counts as dead. */
  | { readonly kind: 'in-progress'; readonly retryAfterMs: number }
  /** The key was used for another request. */
  | { readonly kind: 'key-reused' }

const answerLifeMs = 24 * 60 * 60_000
// An attempt that has not ended by then died with its process: no request of ours takes half a minute.
const attemptLifeMs = 60_000

/** Decides who answers a request with an idempotency key. Of any number of callers at once, also in several processes, one gets the claim. */
export async function claimRequest(db: Db, request: RepeatableRequest, nowMs: number): Promise<ClaimOutcome> {
  const { actor, key, requestHash } = request
  const claim: Claim = { actor, key, claimedAt: nowMs }
  const inserted = await db
    .insertInto('idempotent_requests')
    .values({ actor, idempotency_key: key, ...openAttempt(requestHash, nowMs) })
    .onConflict(conflict => conflict.columns(['actor', 'idempotency_key']).doNothing())
    .returning('created_at')
    .executeTakeFirst()
  if (inserted !== undefined) return { kind: 'claimed', claim }
  const earlier = await findRequest(db, request)
  // Settled as a failure, or pruned, between the two statements.
  if (earlier === undefined) return { kind: 'in-progress', retryAfterMs: 1_000 }
  if (earlier.expires_at > nowMs) {
    if (earlier.request_hash !== requestHash) return { kind: 'key-reused' }
    if (earlier.status !== null) return { kind: 'answered', answer: readAnswer({ ...earlier, status: earlier.status }) }
    const retryAfterMs = earlier.created_at + attemptLifeMs - nowMs
    if (retryAfterMs > 0) return { kind: 'in-progress', retryAfterMs }
  }
  const isTaken = await takeOver(db, request, { from: earlier.created_at, nowMs })
  return isTaken ? { kind: 'claimed', claim } : { kind: 'in-progress', retryAfterMs: attemptLifeMs }
}

function findRequest(db: Db, { actor, key }: RepeatableRequest) {
  return db
    .selectFrom('idempotent_requests')
    .select(['request_hash', 'status', 'headers_json', 'body', 'created_at', 'expires_at'])
    .where('actor', '=', actor)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
}

/** Only one of those who saw the same old attempt finds it still there. */
async function takeOver(
  db: Db,
  { actor, key, requestHash }: RepeatableRequest,
  { from, nowMs }: { readonly from: number; readonly nowMs: number },
): Promise<boolean> {
  const taken = await db
    .updateTable('idempotent_requests')
    .set(openAttempt(requestHash, nowMs))
    .where('actor', '=', actor)
    .where('idempotency_key', '=', key)
    .where('created_at', '=', from)
    .where(eb => eb.or([eb('status', 'is', null), eb('expires_at', '<=', nowMs)]))
    .returning('created_at')
    .executeTakeFirst()
  return taken !== undefined
}

function openAttempt(requestHash: string, nowMs: number) {
  const answer = { status: null, headers_json: null, body: null }
  return { request_hash: requestHash, ...answer, created_at: nowMs, expires_at: nowMs + answerLifeMs }
}

function readAnswer(row: {
  readonly status: number
  readonly headers_json: string | null
  readonly body: string | null
}): StoredAnswer {
  // Written by settleRequest alone.
  const headers = JSON.parse(row.headers_json ?? '{}') as StoredAnswer['headers']
  return { status: row.status, headers, body: row.body ?? '' }
}
