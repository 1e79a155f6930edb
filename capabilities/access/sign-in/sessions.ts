import type { Db, Tx } from '#shared/database'
import { newToken } from '#shared/utils'
import { recordAudit } from '../audit/record-audit.ts'
import { hashToken } from '../hash-token.ts'
import type { Role } from '../role.ts'

/** A browser that came in through a login link. */
export interface Session {
  readonly id: number
  readonly role: Role
}

/** Lets a browser in for `sessionLifeMs`, and returns the token that it is to keep. */
export async function openSession(
  tx: Tx,
  { role, sessionLifeMs }: { readonly role: Role; readonly sessionLifeMs: number },
  nowMs: number,
): Promise<string> {
  const sessionToken = newToken()
  const times = { created_at: nowMs, expires_at: nowMs + sessionLifeMs }
  const { id } = await tx
    .insertInto('sessions')
    .values({ token_hash: hashToken(sessionToken), role, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  const name = `session:${id}`
  const entry = { actor: name, action: 'session.open', target: name, before: null, after: { role } }
  await recordAudit(tx, entry, nowMs)
  return sessionToken
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
