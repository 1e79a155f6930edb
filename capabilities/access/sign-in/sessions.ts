import type { Db, Tx } from '#shared/database'
import { newToken } from '#shared/utils'
import { type Actor, recordAudit } from '../audit/record-audit.ts'
import { hashToken } from '../hash-token.ts'
import { nameTarget } from '../operators/save-operator.ts'
import type { Role } from '../role.ts'

/** A browser that came in through a login link. */
export interface Session {
  readonly id: number
  /** Of a person, what they may do now; of others, what they might when they came in. */
  readonly role: Role
  /** How the audit log names whoever sits there. */
  readonly actor: Actor
}

export interface NewSession {
  readonly role: Role
  readonly sessionLifeMs: number
  /** Whose browser it is; null: of nobody who was written down. */
  readonly operatorId?: number | null
}

/** Lets a browser in for `sessionLifeMs`, and returns the token that it is to keep. */
export async function openSession(
  tx: Tx,
  { role, sessionLifeMs, operatorId = null }: NewSession,
  nowMs: number,
): Promise<string> {
  const sessionToken = newToken()
  const times = { created_at: nowMs, expires_at: nowMs + sessionLifeMs }
  const { id } = await tx
    .insertInto('sessions')
    .values({ token_hash: hashToken(sessionToken), role, operator_id: operatorId, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  const name = `session:${id}`
  const actor = operatorId === null ? name : nameTarget(operatorId)
  const entry = { actor, action: 'session.open', target: name, before: null, after: { role } }
  await recordAudit(tx, entry, nowMs)
  return sessionToken
}

/** Null when the token opens nothing, or no longer. */
export async function findSession(db: Db, sessionToken: string, nowMs: number): Promise<Session | null> {
  const session = await db
    .selectFrom('sessions as s')
    .leftJoin('operators as o', 'o.id', 's.operator_id')
    .select(['s.id', 's.role', 's.operator_id', 'o.role as personal_role'])
    .where('s.token_hash', '=', hashToken(sessionToken))
    .where('s.expires_at', '>', nowMs)
    .executeTakeFirst()
  if (session === undefined) return null
  const { id, operator_id: operatorId } = session
  const actor = operatorId === null ? `session:${id}` : nameTarget(operatorId)
  return { id, role: session.personal_role ?? session.role, actor }
}

/** Ends a session on our side, whatever the browser keeps. */
export async function endSession(db: Db, sessionToken: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', hashToken(sessionToken)).execute()
}
