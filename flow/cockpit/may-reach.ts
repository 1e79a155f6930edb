import type { ConversationId, Db } from '#shared/database'
import type { TurnFacts } from '../agent/index.ts'

interface Asking {
  readonly facts: TurnFacts
  readonly ownerId: number | null
}

/**
 * Whether somebody of the business may act in a client's chat from where they write. The owner may everywhere; others see the
 * clients of the bot they write to, and those of channels that have no bot. A chat of the business itself is no client's.
 */
export async function mayReach(tx: Db, { facts: { turn }, ownerId }: Asking, id: ConversationId): Promise<boolean> {
  const row = await tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .select(['c.account_id', 'a.channel'])
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (row === undefined || id === turn.conversationId) return false
  const isOwner = turn.userId === ownerId && turn.chatType === 'private'
  return isOwner || row.account_id === turn.accountId || row.channel !== turn.channel
}
