import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Actor, findKey, findSession, type Role } from '#capabilities/access'
import type { OpenCounter } from '#shared/cache'
import type { Database } from '#shared/database'
import type { Clock, Secret } from '#shared/utils'
import { type AttemptLimit, createAttemptLimit } from './limit-attempts.ts'
import type { KeyUses } from './track-key-use.ts'

export const sessionCookie = 'telegram_ai_session'

/** Who is asking, and what they may do. `actor` is how the audit log names them. */
export type Identity = {
  readonly role: Role
  readonly actor: Actor
} & (
  | { readonly kind: 'session'; readonly sessionToken: string }
  | { readonly kind: 'key'; readonly keyId: number }
  /** `Authorization: Bearer <API_GATEWAY_ADMIN_KEY>`. */
  | { readonly kind: 'admin-key' }
)

export type Authentication =
  | { readonly kind: 'known'; readonly identity: Identity }
  /** Neither a key nor a session, or a session that has ended. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'bad-key'; readonly reason: 'unknown' | 'expired' | 'revoked' }
  /** This address has guessed too often. */
  | { readonly kind: 'too-many-failures'; readonly retryAfterMs: number }

export type Authenticate = (request: FastifyRequest) => Promise<Authentication>

export interface AuthenticateDeps {
  readonly database: Database
  readonly clock: Clock
  readonly adminKey: Secret | null
  /** Counts wrong keys. */
  readonly openCounter: OpenCounter
  readonly keyUses: KeyUses
}

/** A bearer key counts before a cookie: a program that sends one means it. */
// More than for links: a program with an old key tries again by itself, and its neighbours may share the address.
const maxKeyFailures = 100

export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const keyFailures = createAttemptLimit(deps.openCounter, 'wrong-keys', maxKeyFailures)
  return async request => {
    const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    return bearer === undefined
      ? authenticateSession(deps, request.cookies[sessionCookie])
      : authenticateKey({ ...deps, keyFailures }, bearer, request.ip)
  }
}

async function authenticateSession(
  { database, clock }: AuthenticateDeps,
  sessionToken: string | undefined,
): Promise<Authentication> {
  if (sessionToken === undefined) return { kind: 'nobody' }
  const session = await findSession(database.db, sessionToken, clock.now())
  if (session === null) return { kind: 'nobody' }
  const { role, actor } = session
  return { kind: 'known', identity: { kind: 'session', role, actor, sessionToken } }
}

/**
 * Keys of our making are beyond guessing, so they open whatever their neighbours behind one proxy have tried. The admin key is in
 * somebody's own words: an address that guesses is not told whether it guessed right.
 */
async function authenticateKey(
  deps: AuthenticateDeps & { readonly keyFailures: AttemptLimit },
  bearer: string,
  address: string,
): Promise<Authentication> {
  const { adminKey, clock, database, keyFailures, keyUses } = deps
  const lookup = await findKey(database.db, bearer, clock.now())
  if (lookup.kind === 'valid') {
    keyUses.note(lookup.key)
    const { id, role } = lookup.key
    return { kind: 'known', identity: { kind: 'key', role, actor: `key:${id}`, keyId: id } }
  }
  const retryAfterMs = await keyFailures.waitMs(address)
  if (retryAfterMs > 0) return { kind: 'too-many-failures', retryAfterMs }
  if (adminKey !== null && isSame(bearer, adminKey.reveal())) {
    return { kind: 'known', identity: { kind: 'admin-key', role: 'admin', actor: 'admin-key' } }
  }
  if (lookup.kind === 'unknown') await keyFailures.countFailure(address)
  return { kind: 'bad-key', reason: lookup.kind }
}

// Hashes have one length, so the comparison takes one time whatever was guessed.
function isSame(guess: string, key: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(guess), digest(key))
}
