import type { AccountId, ContactId, ConversationId } from '../../schema.ts'
import type { People } from './import-people.ts'
import { type Import, importRows } from './import-rows.ts'
import { parseContext } from './parse-context.ts'

export interface Conversation {
  readonly id: ConversationId
  readonly contactId: ContactId
}

/** Where what belonged to an earlier conversation goes, by its earlier id. */
export type Conversations = ReadonlyMap<number, Conversation>

/** The conversation of a row; every id that a row can name is known by now. */
export function conversationOf(conversations: Conversations, earlierId: number): Conversation {
  const conversation = conversations.get(earlierId)
  if (conversation === undefined) throw new TypeError(`conversation ${earlierId} was not imported`)
  return conversation
}

interface Chat extends Conversation {
  readonly userId: number
  readonly chatId: string
  readonly username: string | null
  readonly language: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
}

/**
 * Conversations keep their ids. The earlier system had one a person and looked at the first row only: later rows of the same
 * person join it. What names a conversation that is gone gets one of its own, with a contact to whom nothing can be sent.
 */
export async function importConversations(job: Import, accountId: AccountId, people: People): Promise<Conversations> {
  const chats = [...readChats(job, people), ...(await createChatsForOrphans(job))]
  const firstOf = new Map<number, Chat>()
  const found = new Map<number, Conversation>()
  for (const chat of chats) {
    const first = firstOf.get(chat.userId) ?? chat
    firstOf.set(chat.userId, first)
    found.set(chat.id, first)
    if (first !== chat)
      job.report.note('left', 'conversations', 'second row of a person, its messages joined to the first')
  }
  await importRows(firstOf.values(), batch =>
    job.tx
      .insertInto('conversations')
      .values(batch.map(chat => toRow(chat, accountId, job.now)))
      .execute(),
  )
  return found
}

function readChats({ source }: Import, people: People): readonly Chat[] {
  const languages = new Map<number, string | null>()
  for (const { user_id, context_data } of source.rows('user_context')) {
    languages.set(user_id, parseContext(context_data ?? '')?.language ?? null)
  }
  return Array.from(source.rows('conversations'), ({ id, user_id, username, created_at, updated_at }) => ({
    id: id as ConversationId,
    contactId: contactOf(people, user_id),
    userId: user_id,
    // In a private chat Telegram's chat id is the person's id.
    chatId: String(user_id),
    username,
    language: languages.get(user_id) ?? null,
    createdAt: created_at,
    updatedAt: updated_at,
  }))
}

/** The contact of a person whom `importPeople` met. */
function contactOf(people: People, userId: number): ContactId {
  const contactId = people.get(userId)
  if (contactId === undefined) throw new TypeError(`user ${userId} has no contact`)
  return contactId
}

async function createChatsForOrphans({ tx, source, report, now }: Import): Promise<readonly Chat[]> {
  const children = ['messages', 'conversation_summaries', 'conversation_metrics'] as const
  const ids = new Set(children.flatMap(table => source.orphans(table, 'conversation_id', 'conversations')))
  const chats: Chat[] = []
  for (const id of ids) {
    report.note('changed', 'conversations', 'missing but named by other rows, made anew for nobody')
    // No Telegram user has a negative id, so this is nobody's chat.
    const [userId, times] = [-id, { created_at: now, updated_at: now }]
    const { id: contactId } = await tx
      .insertInto('contacts')
      .values({ channel: 'telegram', user_id: userId, is_blocked: 1, ...times })
      .returning('id')
      .executeTakeFirstOrThrow()
    const chat = { id: id as ConversationId, contactId, userId, chatId: `earlier:${id}` }
    chats.push({ ...chat, username: null, language: null, createdAt: null, updatedAt: null })
  }
  return chats
}

function toRow(chat: Chat, accountId: AccountId, now: number) {
  return {
    id: chat.id,
    account_id: accountId,
    contact_id: chat.contactId,
    user_id: chat.userId,
    username: chat.username,
    chat_id: chat.chatId,
    chat_type: 'private' as const,
    language: chat.language,
    created_at: chat.createdAt ?? now,
    updated_at: chat.updatedAt ?? chat.createdAt ?? now,
  }
}
