import type { Generated } from 'kysely'

/** A browser that came in through the login link. Only the hash of the cookie is kept. */
export interface SessionsTable {
  id: Generated<number>
  token_hash: string
  created_at: number
  expires_at: number
}

/** One-time login links: used once, kept as a hash. */
export interface LoginLinksTable {
  token_hash: string
  created_at: number
  expires_at: number
  used_at: number | null
}
