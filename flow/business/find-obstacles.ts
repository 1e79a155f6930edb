import type { TurnContext } from '#capabilities/conversations'
import { judgeSend, readPlaces, type Unsendable } from '#capabilities/secretary'
import type { ConversationId, Tx } from '#shared/database'
import type { BusinessIntake } from './apply-connection.ts'

/** How chats of people's own accounts are dealt with; undefined: nothing is said there. */
export type BusinessRoom = Pick<BusinessIntake, 'rules'> | undefined

export type BusinessObstacle = Unsendable | 'business.off'

/** Why nothing may be said now in those of the conversations that are chats of people's own accounts. The others are not in it. */
export async function findObstacles(
  tx: Tx,
  ids: readonly ConversationId[],
  business: BusinessRoom,
  nowMs: number,
): Promise<ReadonlyMap<ConversationId, BusinessObstacle>> {
  const obstacles = new Map<ConversationId, BusinessObstacle>()
  for (const [id, place] of await readPlaces(tx, ids)) {
    const obstacle = business === undefined ? 'business.off' : judgeSend(place, business.rules, nowMs)
    if (obstacle !== null) obstacles.set(id, obstacle)
  }
  return obstacles
}

/** The same for turns: without a business chat among them nothing is asked of the database. */
export function findTurnObstacles(
  tx: Tx,
  turns: readonly TurnContext[],
  business: BusinessRoom,
  nowMs: number,
): Promise<ReadonlyMap<ConversationId, BusinessObstacle>> {
  const concerned = turns.filter(({ businessConnectionId }) => businessConnectionId !== '')
  return findObstacles(
    tx,
    concerned.map(({ conversationId }) => conversationId),
    business,
    nowMs,
  )
}

/**
 * Where a client can be written to unasked: in their conversation, or, where Telegram does not allow it there any more, in the
 * bot's own chat with them. Null: nowhere.
 */
export async function findOpenPlace(
  tx: Tx,
  id: ConversationId,
  business: BusinessRoom,
  nowMs: number,
): Promise<ConversationId | null> {
  const obstacle = (await findObstacles(tx, [id], business, nowMs)).get(id)
  if (obstacle === undefined) return id
  const own = await tx
    .selectFrom('conversations as c')
    .innerJoin('conversations as own', join =>
      join.onRef('own.user_id', '=', 'c.user_id').onRef('own.account_id', '=', 'c.account_id'),
    )
    .select('own.id')
    .where('c.id', '=', id)
    .where('own.business_connection_id', '=', '')
    .where('own.chat_type', '=', 'private')
    .limit(1)
    .executeTakeFirst()
  return own?.id ?? null
}
