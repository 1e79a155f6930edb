import type { Tx } from '#shared/database'
import { newToken } from '#shared/utils'
import { type Actor, recordAudit } from '../audit/record-audit.ts'
import { hashToken } from '../hash-token.ts'
import { nameTarget } from '../operators/save-operator.ts'
import type { Role } from '../role.ts'
import { openSession } from './sessions.ts'

export type LinkUse =
  | { readonly kind: 'signed-in'; readonly sessionToken: string }
  /** Used, expired or never made: the three are told apart by nobody, on purpose. */
  | { readonly kind: 'unusable' }

const linkLifeMs = 15 * 60_000

/** Makes the token of a login link, good for one use within 15 minutes; sweeps away links and sessions that have ended. */
export async function createLinkToken(
  tx: Tx,
  {
    role,
    actor,
    operatorId = null,
  }: { readonly role: Role; readonly actor: Actor; readonly operatorId?: number | null },
  nowMs: number,
): Promise<string> {
  const token = newToken()
  await tx.deleteFrom('login_links').where('expires_at', '<=', nowMs).execute()
  await tx.deleteFrom('sessions').where('expires_at', '<=', nowMs).execute()
  const times = { created_at: nowMs, expires_at: nowMs + linkLifeMs, used_at: null }
  await tx
    .insertInto('login_links')
    .values({ token_hash: hashToken(token), role, operator_id: operatorId, ...times })
    .execute()
  const target = operatorId === null ? null : nameTarget(operatorId)
  await recordAudit(tx, { actor, action: 'login_link.create', target, before: null, after: { role } }, nowMs)
  return token
}

/** Opens a session of the link's role, lasting `sessionLifeMs`. Two tabs with one link: the first gets the session. */
export async function useLinkToken(
  tx: Tx,
  { token, sessionLifeMs }: { readonly token: string; readonly sessionLifeMs: number },
  nowMs: number,
): Promise<LinkUse> {
  const link = await tx
    .updateTable('login_links')
    .set({ used_at: nowMs })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .returning(['role', 'operator_id'])
    .executeTakeFirst()
  if (link === undefined) return { kind: 'unusable' }
  const sessionToken = await openSession(tx, { role: link.role, operatorId: link.operator_id, sessionLifeMs }, nowMs)
  return { kind: 'signed-in', sessionToken }
}
