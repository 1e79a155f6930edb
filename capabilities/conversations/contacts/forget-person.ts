import { sql } from 'kysely'
import type { ContactId, ConversationId, MessageId, Tx } from '#shared/database'

/** A person who is about to be forgotten. */
export interface HeldPerson {
  readonly id: ContactId
  readonly userId: number
  readonly displayName: string | null
  readonly username: string | null
  /** Nothing of this person is older. */
  readonly createdAt: number
  /** Conversations that are theirs and go with them, each with its chat. */
  readonly conversations: readonly { readonly id: ConversationId; readonly chatId: string }[]
  /** Groups in which they wrote: what others said there stays. */
  readonly groups: readonly ConversationId[]
}

/**
 * The person with everything that is theirs, held until the transaction ends; null when nobody has this id. From here on no answer
 * that is being generated for them can be committed.
 */
export async function holdPerson(tx: Tx, id: ContactId): Promise<HeldPerson | null> {
  const row = await tx
    .updateTable('contacts')
    .set(eb => ({ updated_at: eb.ref('updated_at') }))
    .where('id', '=', id)
    .returning(['id', 'user_id', 'display_name', 'username', 'created_at'])
    .executeTakeFirst()
  if (row === undefined) return null
  await leaveGroups(tx, id)
  const conversations = await tx
    .updateTable('conversations')
    .set({ turn_revision: sql<number>`turn_revision + 1`, turn_lease_id: null, turn_lease_until: null })
    .where('contact_id', '=', id)
    .returning(['id', 'chat_id'])
    .execute()
  const own = new Set(conversations.map(conversation => conversation.id))
  return {
    id: row.id,
    userId: row.user_id,
    displayName: row.display_name,
    username: row.username,
    createdAt: row.created_at,
    conversations: conversations.map(conversation => ({ id: conversation.id, chatId: conversation.chat_id })),
    groups: (await findPlaces(tx, id)).filter(place => !own.has(place)),
  }
}

/** A group that a person was the first to write in passes to somebody else who writes there. */
async function leaveGroups(tx: Tx, id: ContactId): Promise<void> {
  const groups = await tx
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', id)
    .where('chat_type', '!=', 'private')
    .execute()
  for (const group of groups) {
    const heir = await tx
      .selectFrom('messages as m')
      .innerJoin('contacts as p', 'p.id', 'm.contact_id')
      .select(['p.id', 'p.user_id', 'p.username'])
      .where('m.conversation_id', '=', group.id)
      .where('p.id', '!=', id)
      .limit(1)
      .executeTakeFirst()
    if (heir === undefined) continue
    await tx
      .updateTable('conversations')
      .set({ contact_id: heir.id, user_id: heir.user_id, username: heir.username })
      .where('id', '=', group.id)
      .execute()
  }
}

async function findPlaces(tx: Tx, id: ContactId): Promise<readonly ConversationId[]> {
  const rows = await tx
    .selectFrom('messages')
    .select('conversation_id')
    .distinct()
    .where('contact_id', '=', id)
    .execute()
  return rows.map(row => row.conversation_id)
}

/**
 * Deletes a person with their conversations and all that hangs on them, what is known of them, what they wrote in groups, and the
 * memory of those groups. Returns how many messages and conversations there were.
 */
export async function forgetPerson(
  tx: Tx,
  { id, userId, conversations, groups }: HeldPerson,
): Promise<{ readonly messages: number; readonly conversations: number }> {
  const inGroups = await tx.deleteFrom('messages').where('contact_id', '=', id).executeTakeFirst()
  if (groups.length > 0) await tx.deleteFrom('conversation_summaries').where('conversation_id', 'in', groups).execute()
  let messages = Number(inGroups.numDeletedRows)
  for (const conversation of conversations) {
    const rest = await tx.deleteFrom('messages').where('conversation_id', '=', conversation.id).executeTakeFirst()
    messages += Number(rest.numDeletedRows)
  }
  await tx.deleteFrom('user_context').where('user_id', '=', userId).execute()
  // The rest follows: conversations, turns, outbox, summaries, questions, promises, consents.
  await tx.deleteFrom('contacts').where('id', '=', id).execute()
  return { messages, conversations: conversations.length }
}

/** Empties messages and what is noted beside them, which quoted somebody who is forgotten. The rows stay: a talk keeps its order. */
export async function blankMessages(
  tx: Tx,
  blank: { readonly contentOf: readonly MessageId[]; readonly metadataOf: readonly MessageId[] },
): Promise<void> {
  if (blank.contentOf.length > 0)
    await tx
      .updateTable('messages')
      .set({ content: '…', message_metadata: null })
      .where('id', 'in', blank.contentOf)
      .execute()
  if (blank.metadataOf.length > 0)
    await tx.updateTable('messages').set({ message_metadata: null }).where('id', 'in', blank.metadataOf).execute()
}
