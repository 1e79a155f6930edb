import type { ConversationId, Db } from '#shared/database'
import { type ChatRules, type Connection, judgeChat, mayUse, type Unheard } from './connection.ts'
import { connectionColumns, toConnection } from './connections.ts'
import { isWindowOpen } from './reply-window.ts'

/** A chat of a business account, with all that decides what may be done there. */
export interface BusinessPlace {
  readonly conversationId: ConversationId
  readonly chatId: string
  /** Null: never heard of. */
  readonly connection: Connection | null
  /** Until when a send may begin; null: the client has never written. */
  readonly closesAt: number | null
  /** The channel's id of the client's last message. */
  readonly heardMessageId: string | null
}

/** Those of the conversations that are chats of business accounts. */
export async function readPlaces(
  db: Db,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, BusinessPlace>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('conversations as c')
    .leftJoin('business_connections as b', join =>
      join.onRef('b.account_id', '=', 'c.account_id').onRef('b.connection_id', '=', 'c.business_connection_id'),
    )
    .leftJoin('reply_windows as w', 'w.conversation_id', 'c.id')
    .select(['c.id as conversationId', 'c.chat_id as chatId', 'w.closes_at as closesAt'])
    .select('w.heard_message_id as heardMessageId')
    .select(connectionColumns.map(column => `b.${column}` as const))
    .where('c.id', 'in', ids)
    .where('c.business_connection_id', '!=', '')
    .execute()
  return new Map(
    rows.map(({ conversationId, chatId, closesAt, heardMessageId, ...row }) => [
      conversationId,
      { conversationId, chatId, closesAt, heardMessageId, connection: toConnection(row) },
    ]),
  )
}

/** Why nothing may be sent to a place; stable codes. */
export type Unsendable = Unheard | 'business.reply_not_allowed' | 'business.reply_window_closed'

/** Why nothing may be sent to a place at this instant; null when it may. Pure. */
export function judgeSend(place: BusinessPlace, rules: ChatRules, nowMs: number): Unsendable | null {
  const unheard = judgeChat(place.connection, place.chatId, rules)
  if (unheard !== null) return unheard
  if (!mayUse(place.connection, 'can_reply')) return 'business.reply_not_allowed'
  return isWindowOpen(place.closesAt, nowMs) ? null : 'business.reply_window_closed'
}
