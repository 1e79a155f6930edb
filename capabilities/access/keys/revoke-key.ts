import type { Tx } from '#shared/database'
import { type Actor, recordAudit } from '../audit/record-audit.ts'

export type Revocation = { readonly kind: 'revoked' | 'already-revoked' | 'unknown' }

/** Ends a key for good: the next request with it is refused. Safe to call twice; only the first time is recorded. */
export async function revokeKey(
  tx: Tx,
  { id, actor }: { readonly id: number; readonly actor: Actor },
  nowMs: number,
): Promise<Revocation> {
  const revoked = await tx
    .updateTable('api_keys')
    .set({ revoked_at: nowMs })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (revoked === undefined) {
    const known = await tx.selectFrom('api_keys').select('id').where('id', '=', id).executeTakeFirst()
    return { kind: known === undefined ? 'unknown' : 'already-revoked' }
  }
  const change = { before: { revoked: false }, after: { revoked: true } }
  await recordAudit(tx, { actor, action: 'key.revoke', target: `key:${id}`, ...change }, nowMs)
  return { kind: 'revoked' }
}
