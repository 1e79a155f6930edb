import type { Db } from '#shared/database'
import { hashToken } from '../hash-token.ts'
import { type ApiKey, keyColumns, toApiKey } from './api-key.ts'
import { isKeyText } from './key-text.ts'

export type KeyLookup =
  | { readonly kind: 'valid'; readonly key: ApiKey }
  | { readonly kind: 'expired' | 'revoked' | 'unknown' }

/** What a presented text opens now. One look into a unique index; the comparison is between hashes, so its time tells nothing. */
export async function findKey(db: Db, text: string, nowMs: number): Promise<KeyLookup> {
  if (!isKeyText(text)) return { kind: 'unknown' }
  const row = await db
    .selectFrom('api_keys')
    .select(keyColumns)
    .where('key_hash', '=', hashToken(text))
    .executeTakeFirst()
  if (row === undefined) return { kind: 'unknown' }
  const key = toApiKey(row)
  if (key.revokedAt !== null) return { kind: 'revoked' }
  if (key.expiresAt !== null && key.expiresAt <= nowMs) return { kind: 'expired' }
  return { kind: 'valid', key }
}
