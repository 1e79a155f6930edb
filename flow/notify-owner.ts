import type { OutboundDocument } from '#capabilities/channels'
import type { AccountId, Db, MeetingId, MessageId, Tx } from '#shared/database'
import type { NewId } from '#shared/utils'
import { speechless } from './bots/speechless.ts'
import { enqueueParts } from './outbox.ts'
import type { Render } from './speaker/render.ts'

export interface OwnerNotice {
  /** TELEGRAM_OWNER_ID; null when nobody is to be told. */
  readonly ownerId: number | null
  readonly words: { readonly ru: string; readonly en: string }
  /** One row under the message. */
  readonly buttons?: readonly { readonly ru: string; readonly en: string; readonly data: string }[]
  /** Files that go with it: the first with the words as its caption, the others after it. */
  readonly documents?: readonly OutboundDocument[]
  /** The idempotency key; default: a new one, so that each call is a notice of its own. */
  readonly key?: string
  /** The client's message that it is about: an answer to the notice goes to that conversation. */
  readonly aboutMessageId?: MessageId | null
  readonly newId: NewId
  readonly render: Render
}

/**
 * Queues a message to the owner's private chat with the bot, in the owner's language. Returns the account that will send it, or
 * null when there is no such chat: a bot may not write first, so the owner has to send /start once.
 */
export async function notifyOwner(tx: Tx, notice: OwnerNotice, nowMs: number): Promise<AccountId | null> {
  if (notice.ownerId === null) return null
  const chat = await findOwnerChat(tx, notice.ownerId)
  if (chat === undefined) return null
  const language = chat.language === 'en' ? 'en' : 'ru'
  const keyPrefix = notice.key ?? `notice:${notice.newId()}`
  const messageId = notice.aboutMessageId ?? null
  const buttons = (notice.buttons ?? []).map(({ data, ...words }) => ({ text: words[language], data }))
  const [document, ...others] = notice.documents ?? []
  const attached = { ...(buttons.length > 0 && { buttons: [buttons] }), ...(document !== undefined && { document }) }
  const parts = [
    ...notice.render(chat.channel, notice.words[language], attached),
    ...others.flatMap(other => notice.render(chat.channel, '', { document: other })),
  ]
  await enqueueParts(
    tx,
    [{ keyPrefix, accountId: chat.account_id, conversationId: chat.id, turnId: null, messageId, parts }],
    nowMs,
  )
  return chat.account_id
}

/** Where the owner can be written to, by a bot that can speak if there is one; undefined before they have sent /start. */
export function findOwnerChat(db: Db, ownerId: number) {
  return db
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .leftJoin('bot_accounts as b', 'b.account_id', 'c.account_id')
    .select(['c.id', 'c.account_id', 'c.language', 'a.channel'])
    .where('c.user_id', '=', ownerId)
    .where('c.chat_type', '=', 'private')
    .where('c.business_connection_id', '=', '')
    .orderBy(eb => eb.case().when('b.state', 'in', speechless).then(1).else(0).end())
    .orderBy('c.last_message_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The key of the notice before a meeting: it is found again by it when the client is forgotten. */
export function briefKey(meetingId: MeetingId): string {
  return `brief:${meetingId}`
}
