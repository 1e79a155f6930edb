import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Actor, Role } from '#capabilities/access'
import type { Secret } from '#shared/utils'
import type { SignIn } from './sign-in.ts'

export const sessionCookie = 'telegram_ai_session'

/** Who is asking, and what they may do. `actor` is how the audit log names them. */
export type Identity = {
  readonly role: Role
  readonly actor: Actor
} & (
  | { readonly kind: 'session'; readonly sessionToken: string }
  /** `Authorization: Bearer <API_GATEWAY_ADMIN_KEY>`. */
  | { readonly kind: 'admin-key' }
)

/** Null: nobody we know. */
export type Authenticate = (request: FastifyRequest) => Promise<Identity | null>

export function createAuthenticate(signIn: SignIn, adminKey: Secret | null): Authenticate {
  return async request => {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined)
      return adminKey !== null && isSame(bearer, adminKey.reveal())
        ? { kind: 'admin-key', role: 'admin', actor: 'admin-key' }
        : null
    const sessionToken = request.cookies[sessionCookie]
    if (sessionToken === undefined || !(await signIn.hasSession(sessionToken))) return null
    return { kind: 'session', role: 'admin', actor: 'session', sessionToken }
  }
}

// Hashes have one length, so the comparison takes one time whatever was guessed.
function isSame(guess: string, key: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(guess), digest(key))
}
