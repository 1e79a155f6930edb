import type { BusinessConnection } from '#capabilities/channels'
import { dropTurns, moveConnection } from '#capabilities/conversations'
import { mayUse, type SavedConnection, saveConnection } from '#capabilities/secretary'
import type { AccountId, Tx } from '#shared/database'
import type { Logger, NewId } from '#shared/utils'
import { notifyOwner } from '../notify-owner.ts'
import { cancelQueued } from '../outbox.ts'
import type { Render } from '../speaker/render.ts'
import type { BusinessRules } from './business-rules.ts'
import { describeChange } from './describe-change.ts'

/** What taking in connections and chats of people's own accounts needs. */
export interface BusinessIntake {
  readonly rules: BusinessRules
  readonly render: Render
  readonly newId: NewId
  readonly logger: Logger
}

/**
 * Makes true what a person lets the bot do in their own account. Where nothing may be said any more, what was queued or being
 * thought there falls away; the person is told in their chat with the bot what is missing, and how to allow it. Returns whether
 * something is to be said.
 */
export async function applyConnection(
  tx: Tx,
  accountId: AccountId,
  connection: BusinessConnection,
  { rules, logger, ...deps }: BusinessIntake,
  nowMs: number,
): Promise<boolean> {
  const saved = await saveConnection(tx, accountId, connection, { servedUsers: rules.servedUsers, nowMs })
  await moveConnection(tx, accountId, saved.predecessors, connection.id)
  if (!mayUse(saved.now, 'can_reply')) await fallSilent(tx, saved, nowMs)
  if (!saved.now.isServed) {
    // Whoever that is learns nothing from us.
    logger.warn('business.account_refused', { accountId, cure: 'name its owner in secretary.account_ids' })
    return false
  }
  const words = describeChange(saved)
  if (words === null) return false
  const told = await notifyOwner(tx, { ...deps, ownerId: saved.now.ownerUserId, words }, nowMs)
  if (told === null) logger.warn('business.owner_not_told', { accountId, cure: 'the owner sends /start to the bot' })
  return told !== null
}

async function fallSilent(tx: Tx, { now }: SavedConnection, nowMs: number): Promise<void> {
  for (const id of await dropTurns(tx, now.accountId, now.id)) await cancelQueued(tx, id, nowMs)
}
