import type { Db } from '#shared/database'
import { hashToken } from '../hash-token.ts'
import type { Role } from '../role.ts'

/** A browser that came in through a login link. */
export interface Session {
  readonly id: number
  readonly role: Role
}

/** Null when the token opens nothing, or no longer. */
export async function findSession(db: Db, sessionToken: string, nowMs: number): Promise<Session | null> {
  const session = await db
    .selectFrom('sessions')
    .select(['id', 'role'])
    .where('token_hash', '=', hashToken(sessionToken))
    .where('expires_at', '>', nowMs)
    .executeTakeFirst()
  return session ?? null
}

/** Ends a session on our side, whatever the browser keeps. */
export async function endSession(db: Db, sessionToken: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', hashToken(sessionToken)).execute()
}
