import type { AccountId, ContactId, ConversationId, Db, MessageId } from '#shared/database'
import { isUnheld } from '../turns/media-holds.ts'
import { earlyWakeMs } from '../turns/turn-state.ts'

/** A chat that a human has, with what its client wrote since it was last looked at. */
export interface HumanChat {
  readonly conversationId: ConversationId
  readonly accountId: AccountId
  readonly userId: number
  readonly businessConnectionId: string
  readonly chatType: 'private' | 'group' | 'channel'
  readonly displayName: string | null
  readonly isOptedOut: boolean
  /** The language of the conversation so far, or null. */
  readonly language: string | null
  readonly appLanguage: string | null
  /** Oldest first; of very many the newest. Never empty. */
  readonly messages: readonly HumanChatMessage[]
}

export interface HumanChatMessage {
  readonly id: MessageId
  readonly kind: string
  readonly content: string
  /** Who wrote it: in a group not always the same. Null after they were forgotten. */
  readonly contactId: ContactId | null
}

/**
 * Takes what is due in those of `ids` that a human has: each message is taken once, and counts as seen from then on. Commit it
 * together with what comes of it.
 */
export async function takeHumanMessages(
  tx: Db,
  ids: readonly ConversationId[],
  nowMs: number,
): Promise<readonly HumanChat[]> {
  const taken: HumanChat[] = []
  for (const { id, answered_message_id: seenId } of await takeDue(tx, ids, nowMs)) {
    const messages = await readUnseen(tx, id, seenId)
    const lastId = messages.at(-1)?.id
    if (lastId === undefined) continue
    await tx.updateTable('conversations').set({ answered_message_id: lastId }).where('id', '=', id).execute()
    taken.push({ conversationId: id, ...(await readPerson(tx, id)), messages })
  }
  return taken
}

/** Of two workers that come at once, one gets the row. */
function takeDue(tx: Db, ids: readonly ConversationId[], nowMs: number) {
  return tx
    .updateTable('conversations')
    .set({ turn_due_at: null, turn_waiting_since: null })
    .where('id', 'in', ids)
    .where('handler', '=', 'human')
    .where('turn_due_at', '<=', nowMs + earlyWakeMs)
    .where(isUnheld(nowMs))
    .returning(['id', 'answered_message_id'])
    .execute()
}

// Whoever reads them reads the newest; the earlier ones stay in the conversation.
const mostUnseen = 50

async function readUnseen(tx: Db, id: ConversationId, seenId: MessageId): Promise<HumanChat['messages']> {
  const newest = await tx
    .selectFrom('messages')
    .select(['id', 'kind', 'content', 'contact_id as contactId'])
    .where('conversation_id', '=', id)
    .where('role', '=', 'user')
    .where('id', '>', seenId)
    .orderBy('id', 'desc')
    .limit(mostUnseen)
    .execute()
  return newest.reverse()
}

async function readPerson(tx: Db, id: ConversationId): Promise<Omit<HumanChat, 'conversationId' | 'messages'>> {
  const row = await tx
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.account_id', 'c.user_id', 'c.business_connection_id', 'c.chat_type', 'c.language'])
    .select(['p.display_name', 'p.opted_out_at', 'p.app_language'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    accountId: row.account_id,
    userId: row.user_id,
    businessConnectionId: row.business_connection_id,
    chatType: row.chat_type,
    displayName: row.display_name,
    isOptedOut: row.opted_out_at !== null,
    language: row.language,
    appLanguage: row.app_language,
  }
}
