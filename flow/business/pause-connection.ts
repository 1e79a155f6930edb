import { recordAudit } from '#capabilities/access'
import { interruptTurns } from '#capabilities/conversations'
import {
  type ConnectionOverview,
  listAllConnections,
  type PersonalAccount,
  pauseConnections,
} from '#capabilities/secretary'
import type { Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { takeBack } from '../cockpit/pause.ts'

export interface ConnectionPause extends PersonalAccount {
  /** False: the AI answers there again. */
  readonly isPaused: boolean
  /** For the audit log. */
  readonly actor: string
}

export interface ConnectionPaused {
  /** As they are now; empty: nobody of this number has connected this bot. */
  readonly connections: readonly ConnectionOverview[]
  readonly events: readonly EventBody[]
}

/**
 * The AI answers nobody in a person's own account from this commit on, also when they connect the bot anew, until it is resumed.
 * What clients write is kept and shown to humans; what is unanswered at the end is answered then. Safe to repeat.
 */
export async function pauseConnection(
  tx: Tx,
  { isPaused, actor, ...account }: ConnectionPause,
  nowMs: number,
): Promise<ConnectionPaused> {
  const own = (await listAllConnections(tx)).filter(
    ({ accountId, ownerUserId }) => accountId === account.accountId && ownerUserId === account.ownerUserId,
  )
  if (!own.some(({ pausedAt }) => (pausedAt !== null) !== isPaused)) return { connections: own, events: [] }
  const connections = await pauseConnections(tx, account, isPaused ? nowMs : null, nowMs)
  const { accountId, ownerUserId } = account
  const target = `bot:${accountId}`
  const entry = { actor, action: 'connection.change', target, before: { paused: !isPaused } }
  await recordAudit(tx, { ...entry, after: { owner_user_id: ownerUserId, paused: isPaused } }, nowMs)
  if (!isPaused) return { connections, events: await takeBack(tx, nowMs) }
  const ids = connections.map(({ id }) => id)
  await interruptTurns(tx, accountId, ids)
  return { connections, events: [] }
}
