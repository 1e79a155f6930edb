import {
  type AccountId,
  type ContactId,
  type ConversationId,
  type Database,
  type Db,
  indexMessages,
  type LeadId,
  type MessageId,
  type TurnId,
} from '#shared/database'

/** A conversation as a test or a picture wants it. */
export interface FurnishedChat {
  readonly name: string | null
  readonly username?: string
  /** What was said, the oldest first; each a few minutes after the other. */
  readonly said: readonly FurnishedMessage[]
  readonly handler?: 'ai' | 'human'
  readonly stage?: string
  readonly fitScore?: number
  readonly language?: string
  readonly isBlocked?: boolean
  /** The client's last message has no answer. */
  readonly isWaiting?: boolean
  readonly isAiAnswering?: boolean
  /** A chat of the owner's own account, with 24 hours to answer. */
  readonly isBusiness?: boolean
  /** By their names in the playbook: value, confidence and which message told it (its place in `said`). */
  readonly slots?: Readonly<Record<string, readonly [value: string, confidence: number, from: number]>>
  readonly note?: string
  /** Minutes before `nowMs` of the last message. */
  readonly endedMinutesAgo: number
}

export interface FurnishedMessage {
  readonly by: 'user' | 'assistant' | 'human' | 'system'
  readonly text: string
  readonly kind?: string
  readonly media?: Readonly<Record<string, unknown>>
  readonly state?: 'queued' | 'sent' | 'unknown' | 'failed' | 'cancelled'
  readonly isEdited?: boolean
  /** What it states, with what backs it, as if a turn had said it. */
  readonly claims?: readonly (readonly [kind: string, text: string, source: string])[]
}

const minuteMs = 60_000

export interface Furnished {
  readonly conversationId: ConversationId
  readonly contactId: ContactId
  readonly leadId: LeadId
  readonly messageIds: readonly MessageId[]
}

/** Writes conversations with their people, leads and messages as rows, without any turn having run. */
export async function furnishInbox(
  { database, accountId }: { readonly database: Database; readonly accountId: AccountId },
  chats: readonly FurnishedChat[],
  nowMs: number,
): Promise<readonly Furnished[]> {
  const furnished: Furnished[] = []
  // Others may have been furnished before: nobody is furnished twice.
  const { known } = await database.db
    .selectFrom('contacts')
    .select(({ fn }) => fn.countAll<number>().as('known'))
    .executeTakeFirstOrThrow()
  for (const [index, chat] of chats.entries()) {
    furnished.push(await furnish(database, { chat, accountId, userId: 70_000 + Number(known) + index, nowMs }))
  }
  await indexMessages(database)
  return furnished
}

interface Plan {
  readonly chat: FurnishedChat
  readonly accountId: AccountId
  readonly userId: number
  readonly nowMs: number
}

async function furnish({ db }: Database, { chat, accountId, userId, nowMs }: Plan): Promise<Furnished> {
  const endedAt = nowMs - chat.endedMinutesAgo * minuteMs
  const startedAt = endedAt - (chat.said.length - 1) * 3 * minuteMs
  const times = { created_at: startedAt, updated_at: endedAt }
  const person = { user_id: userId, username: chat.username ?? null, ...times }
  const { id: contactId } = await db
    .insertInto('contacts')
    .values({
      ...person,
      channel: 'telegram',
      display_name: chat.name,
      app_language: chat.language ?? 'ru',
      source: null,
      is_blocked: chat.isBlocked === true ? 1 : 0,
      opted_out_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: conversationId } = await db
    .insertInto('conversations')
    .values({
      ...person,
      account_id: accountId,
      contact_id: contactId,
      business_connection_id: chat.isBusiness === true ? 'connection' : '',
      chat_id: String(userId),
      chat_type: 'private',
      language: chat.language ?? 'ru',
      handler: chat.handler ?? 'ai',
      turn_due_at: chat.isAiAnswering === true ? endedAt : null,
      last_message_at: endedAt,
      unanswered_since: chat.isWaiting === true ? endedAt : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const messageIds: MessageId[] = []
  for (const [place, message] of chat.said.entries()) {
    const sentAt = startedAt + place * 3 * minuteMs
    messageIds.push(
      await writeMessage(db, { message, conversationId, accountId, contactId, sentAt, key: `${userId}:${place}` }),
    )
  }
  const leadId = await writeLead(db, { chat, contactId, conversationId, userId, messageIds, times })
  return { conversationId, contactId, leadId, messageIds }
}

interface Writing {
  readonly message: FurnishedMessage
  readonly conversationId: ConversationId
  readonly accountId: AccountId
  readonly contactId: ContactId
  readonly sentAt: number
  readonly key: string
}

async function writeMessage(db: Db, { message, sentAt, key, accountId, ...ids }: Writing): Promise<MessageId> {
  const { by, text, kind = 'text', media, state = 'sent', isEdited = false } = message
  const { id } = await db
    .insertInto('messages')
    .values({
      conversation_id: ids.conversationId,
      role: by,
      content: text,
      timestamp: sentAt,
      kind,
      message_metadata: media === undefined ? null : JSON.stringify({ file: media }),
      external_id: by === 'user' ? key : null,
      contact_id: by === 'user' ? ids.contactId : null,
      turn_id: null,
      edited_at: isEdited ? sentAt + minuteMs : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (message.claims !== undefined) await writeClaims(db, { ...ids, claims: message.claims, messageId: id, sentAt })
  if (by === 'assistant' || by === 'human') {
    await db
      .insertInto('outbound')
      .values({
        key,
        account_id: accountId,
        conversation_id: ids.conversationId,
        turn_id: null,
        message_id: id,
        payload: JSON.stringify({ text, entities: [], replyToMessageId: null }),
        state,
        not_before: sentAt,
        error_code: state === 'failed' ? 'telegram.forbidden' : null,
        external_id: state === 'sent' ? key : null,
        created_at: sentAt,
        settled_at: state === 'queued' ? null : sentAt,
      })
      .execute()
  }
  return id
}

interface Claiming {
  readonly claims: NonNullable<FurnishedMessage['claims']>
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly sentAt: number
}

async function writeClaims(db: Db, { claims, conversationId, messageId, sentAt }: Claiming): Promise<void> {
  const turnId = `turn-of-${messageId}` as TurnId
  const unasked = { model: null, prompt_tokens: null, completion_tokens: null, first_token_ms: null }
  const times = { model_asked_at: null, model_answered_at: null, started_at: sentAt, finished_at: sentAt }
  const answered = { first_message_id: messageId, last_message_id: messageId }
  const outcome = { number: messageId, outcome: 'replied', reason: null } as const
  await db
    .insertInto('turns')
    .values({ id: turnId, conversation_id: conversationId, ...outcome, ...answered, ...unasked, ...times })
    .execute()
  await db.updateTable('messages').set({ turn_id: turnId }).where('id', '=', messageId).execute()
  const made = { conversation_id: conversationId, turn_id: turnId, made_at: sentAt }
  await db
    .insertInto('promises')
    .values(claims.map(([kind, claim, source]) => ({ ...made, kind, claim, source })))
    .execute()
}

interface LeadPlan {
  readonly chat: FurnishedChat
  readonly contactId: ContactId
  readonly conversationId: ConversationId
  readonly userId: number
  readonly messageIds: readonly MessageId[]
  readonly times: { readonly created_at: number; readonly updated_at: number }
}

async function writeLead(
  db: Db,
  { chat, contactId, conversationId, userId, messageIds, times }: LeadPlan,
): Promise<LeadId> {
  const { id: leadId } = await db
    .insertInto('leads')
    .values({
      contact_id: contactId,
      conversation_id: conversationId,
      user_id: userId,
      name: chat.name,
      contact: chat.username === undefined ? null : `@${chat.username}`,
      stage: chat.stage ?? 'needs_discovery',
      intent: null,
      language: chat.language ?? 'ru',
      fit_score: chat.fitScore ?? 0,
      return_stage: null,
      cycle_started_at: null,
      last_turn_id: null,
      ...times,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [slot_name, [slot_value, confidence, from]] of Object.entries(chat.slots ?? {})) {
    const facts = { slot_name, slot_value, confidence, source: 'model', message_id: messageIds[from] ?? null }
    const at = { extracted_at: times.updated_at, updated_at: times.updated_at }
    await db
      .insertInto('lead_slots')
      .values({ lead_id: leadId, ...facts, ...at })
      .execute()
  }
  if (chat.note !== undefined) {
    const note = { lead_id: leadId, author: 'session:1', text: chat.note, created_at: times.updated_at }
    await db.insertInto('lead_notes').values(note).execute()
  }
  return leadId
}
