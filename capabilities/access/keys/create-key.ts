import type { Tx } from '#shared/database'
import { type Actor, recordAudit } from '../audit/record-audit.ts'
import { hashToken } from '../hash-token.ts'
import type { Role } from '../role.ts'
import { type ApiKey, keyColumns, toApiKey } from './api-key.ts'
import { newKeyText, prefixOf } from './key-text.ts'

export interface NewKey {
  readonly name: string
  readonly role: Role
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null
  readonly actor: Actor
}

export interface CreatedKey {
  readonly key: ApiKey
  /** The secret itself. Show it once; it is kept nowhere. */
  readonly text: string
}

/** Makes a key and records who did. The database gets its hash only. */
export async function createKey(tx: Tx, { name, role, expiresAt, actor }: NewKey, nowMs: number): Promise<CreatedKey> {
  const text = newKeyText()
  const prefix = prefixOf(text)
  const row = await tx
    .insertInto('api_keys')
    .values({ name, prefix, key_hash: hashToken(text), role, created_at: nowMs, expires_at: expiresAt })
    .returning(keyColumns)
    .executeTakeFirstOrThrow()
  const after = { name, prefix, role, expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString() }
  await recordAudit(tx, { actor, action: 'key.create', target: `key:${row.id}`, before: null, after }, nowMs)
  return { key: toApiKey(row), text }
}

/** The key of a fresh installation, for an admin; null when there is or ever was a key. */
export async function createFirstKey(tx: Tx, nowMs: number): Promise<CreatedKey | null> {
  const any = await tx.selectFrom('api_keys').select('id').limit(1).executeTakeFirst()
  if (any !== undefined) return null
  return createKey(tx, { name: 'first key', role: 'admin', expiresAt: null, actor: 'start' }, nowMs)
}
