import type { Generated } from 'kysely'

/** A browser that came in through the login link. Only the hash of the cookie is kept. */
export interface SessionsTable {
  id: Generated<number>
  token_hash: string
  role: Generated<'viewer' | 'operator' | 'admin'>
  created_at: number
  expires_at: number
  /** Whose browser it is; null: of whoever came in by the link of the start, or is named in the settings. */
  operator_id: Generated<number | null>
}

/** A person of the business, as an administrator wrote them down. Who was let go stays, for the audit log to name. */
export interface OperatorsTable {
  id: Generated<number>
  name: string
  role: 'viewer' | 'operator' | 'admin'
  /** Their number in Telegram; null: they come by the browser only. */
  telegram_id: number | null
  created_at: number
  updated_at: number
  revoked_at: number | null
}

/** One-time login links: used once, kept as a hash. */
export interface LoginLinksTable {
  token_hash: string
  created_at: number
  expires_at: number
  used_at: number | null
  role: Generated<'viewer' | 'operator' | 'admin'>
  /** For whom it was made; null: for nobody in particular. */
  operator_id: Generated<number | null>
}

/** A program's key to the API. Only the hash is kept; `prefix` is what people tell keys apart by. */
export interface ApiKeysTable {
  id: Generated<number>
  name: string
  prefix: string
  key_hash: string
  role: 'viewer' | 'operator' | 'admin'
  created_at: number
  /** Null: never. */
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

/** Every write by a person or a program. The database refuses to change or delete its rows. */
export interface AuditLogTable {
  id: Generated<number>
  occurred_at: number
  actor: string
  action: string
  target: string | null
  before_json: string | null
  after_json: string | null
}

/** What a request with an Idempotency-Key was answered with, so that its repetition gets the same. */
export interface IdempotentRequestsTable {
  actor: string
  idempotency_key: string
  /** Of method, path and body: the same key with another request is refused. */
  request_hash: string
  /** Null while the first one is being answered. */
  status: number | null
  headers_json: string | null
  body: string | null
  created_at: number
  expires_at: number
}
