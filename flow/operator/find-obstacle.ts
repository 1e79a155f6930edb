import type { AccountId, ConversationId, Db } from '#shared/database'

/** Why a client may not be written to just now. */
export type Obstacle = 'contact.blocked' | 'contact.opted_out' | 'conversation.reply_window_closed'

export interface WritableChat {
  readonly accountId: AccountId
  /** Null: nothing stands in the way. */
  readonly obstacle: Obstacle | null
  /** Until when one may write in this chat of the owner's own account; null: no such limit. */
  readonly writableUntil: number | null
}

/** Whether a message may be sent to a chat. Null when there is no such chat. */
export async function findWritableChat(db: Db, id: ConversationId, nowMs: number): Promise<WritableChat | null> {
  const chat = await db
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.account_id', 'c.business_connection_id', 'p.is_blocked', 'p.opted_out_at'])
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (chat === undefined) return null
  const isOwners = chat.business_connection_id !== ''
  const writableUntil = isOwners ? await findWindowEnd(db, id) : null
  const isClosed = writableUntil !== null && writableUntil <= nowMs
  return {
    accountId: chat.account_id,
    obstacle: judgePerson(chat) ?? (isClosed ? 'conversation.reply_window_closed' : null),
    writableUntil,
  }
}

function judgePerson(person: { readonly is_blocked: number; readonly opted_out_at: number | null }): Obstacle | null {
  if (person.is_blocked === 1) return 'contact.blocked'
  return person.opted_out_at === null ? null : 'contact.opted_out'
}

// Telegram lets a bot answer in the owner's own chats for a day after the client's last message.
const replyWindowMs = 24 * 60 * 60 * 1000

/** The beginning of time where the client has never written. */
async function findWindowEnd(db: Db, id: ConversationId): Promise<number> {
  const heard = await db
    .selectFrom('messages')
    .select('timestamp')
    .where('conversation_id', '=', id)
    .where('role', '=', 'user')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return heard === undefined ? 0 : heard.timestamp + replyWindowMs
}
