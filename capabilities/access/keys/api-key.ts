import type { Selectable } from 'kysely'
import type { ApiKeysTable } from '#shared/database'
import type { Role } from '../role.ts'

/** A program's key to the API, without its secret: that is shown once, when it is made. */
export interface ApiKey {
  readonly id: number
  /** What its owner calls it. */
  readonly name: string
  /** The first characters of the secret, to tell keys apart by. */
  readonly prefix: string
  readonly role: Role
  readonly createdAt: number
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null
  /** Epoch ms, right to a minute; null: not yet. */
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

/** Every column but the hash, which no reader needs. */
export const keyColumns = [
  'id',
  'name',
  'prefix',
  'role',
  'created_at',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const

export function toApiKey(row: Pick<Selectable<ApiKeysTable>, (typeof keyColumns)[number]>): ApiKey {
  const { id, name, prefix, role } = row
  return {
    id,
    name,
    prefix,
    role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
