import type { Db } from '#shared/database'
import type { Claim, StoredAnswer } from './claim-request.ts'

/** Keeps the answer for the repetitions of the next 24 hours. Does nothing when the claim was lost to a later attempt. */
export async function settleRequest(db: Db, claim: Claim, { status, headers, body }: StoredAnswer): Promise<void> {
  await db
    .updateTable('idempotent_requests')
    .set({ status, headers_json: JSON.stringify(headers), body })
    .where('actor', '=', claim.actor)
    .where('idempotency_key', '=', claim.key)
    .where('created_at', '=', claim.claimedAt)
    .execute()
}

/** Gives the key free again: the request failed on our side, and its repetition is a first attempt. */
export async function releaseRequest(db: Db, claim: Claim): Promise<void> {
  await db
    .deleteFrom('idempotent_requests')
    .where('actor', '=', claim.actor)
    .where('idempotency_key', '=', claim.key)
    .where('created_at', '=', claim.claimedAt)
    .where('status', 'is', null)
    .execute()
}
