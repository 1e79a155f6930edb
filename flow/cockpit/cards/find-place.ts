import { conversationKey, openConversations, saveContacts } from '#capabilities/conversations'
import type { AccountId, ConversationId, LeadId, OutboundState, Tx } from '#shared/database'
import { findOwnerChat } from '../../notify-owner.ts'
import { enqueueParts } from '../../outbox.ts'
import type { Crew } from '../crew.ts'

/** Where something is shown to the business, and by which account. */
export interface Place {
  readonly conversationId: ConversationId
  readonly accountId: AccountId
  readonly channel: string
  /** The owner's; null while it is not known. */
  readonly language: string | null
}

/** What is shown there, for the name of a topic. */
export interface Subject {
  readonly leadId: LeadId | null
  readonly name: string
  readonly conversationId: ConversationId
}

/**
 * The lead's topic in the group of the business, asked for at the first need; the owner's own chat where there is no group, or
 * the topic is gone or cannot be had. `later`: the topic is being opened. `nowhere`: the owner has never written to a bot.
 */
export async function findPlace(
  tx: Tx,
  crew: Crew,
  subject: Subject,
  nowMs: number,
): Promise<Place | 'later' | 'nowhere'> {
  const chat = crew.ownerId === null ? undefined : await findOwnerChat(tx, crew.ownerId)
  if (chat === undefined) return 'nowhere'
  const own = { conversationId: chat.id, accountId: chat.account_id, channel: chat.channel, language: chat.language }
  if (crew.groupChatId === null || subject.leadId === null) return own
  const topic = await findTopic(tx, { leadId: subject.leadId, groupChatId: crew.groupChatId, own, subject }, nowMs)
  return topic === 'none' ? own : topic
}

/** Forgets a lead's topic: what is shown from now on is shown in the owner's chat. */
export async function forgetTopic(tx: Tx, leadId: LeadId, nowMs: number): Promise<void> {
  await tx
    .updateTable('cockpit_leads')
    .set({ place_id: null, topic_key: goneKey, updated_at: nowMs })
    .where('lead_id', '=', leadId)
    .execute()
}

/** Stands in place of the outbox's key of a topic that was closed or deleted. */
const goneKey = 'gone'

interface TopicWish {
  readonly leadId: LeadId
  readonly groupChatId: string
  readonly own: Place
  readonly subject: Subject
}

async function findTopic(tx: Tx, wish: TopicWish, nowMs: number): Promise<Place | 'later' | 'none'> {
  const { leadId, groupChatId, own } = wish
  const known = await tx.selectFrom('cockpit_leads').selectAll().where('lead_id', '=', leadId).executeTakeFirst()
  const isOfThisGroup = known !== undefined && known.topic_chat_id === groupChatId
  if (isOfThisGroup && known.place_id !== null) return placeAt(tx, known.place_id, own)
  if (!isOfThisGroup || known.topic_key === null) return askForTopic(tx, wish, nowMs)
  const opened = await findSent(tx, known.topic_key)
  if (opened === null) return 'none'
  if (opened.state === 'queued' || opened.state === 'sending') return 'later'
  if (opened.state !== 'sent' || opened.externalId === null) return 'none'
  const conversationId = await openChat(tx, own, { chatId: groupChatId, topicId: opened.externalId }, nowMs)
  await saveTopic(tx, { leadId, groupChatId, topicKey: known.topic_key, placeId: conversationId }, nowMs)
  return { ...own, conversationId }
}

/** The account that opened the topic speaks there, whichever bot the owner has written to last. */
async function placeAt(tx: Tx, id: ConversationId, own: Place): Promise<Place> {
  const row = await tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .select(['c.account_id', 'a.channel'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  return { ...own, conversationId: id, accountId: row.account_id, channel: row.channel }
}

async function askForTopic(tx: Tx, { leadId, groupChatId, own, subject }: TopicWish, nowMs: number): Promise<'later'> {
  const general = await openChat(tx, own, { chatId: groupChatId, topicId: '' }, nowMs)
  const keyPrefix = `topic:${leadId}:${groupChatId}`
  const opensTopic = `${subject.name} · ${subject.conversationId}`
  const part = { text: '', entities: [], replyToMessageId: null, opensTopic }
  const { accountId } = own
  await enqueueParts(
    tx,
    [{ keyPrefix, accountId, conversationId: general, turnId: null, messageId: null, parts: [part] }],
    nowMs,
  )
  await saveTopic(tx, { leadId, groupChatId, topicKey: `${keyPrefix}:0`, placeId: null }, nowMs)
  return 'later'
}

/** The group is a chat of its own, not a person's: whoever is thrown out of it is not thought to have blocked the bot. */
async function openChat(
  tx: Tx,
  { accountId, channel }: Place,
  chat: { readonly chatId: string; readonly topicId: string },
  nowMs: number,
): Promise<ConversationId> {
  const userId = Number(chat.chatId)
  const nobody = { displayName: null, username: null, appLanguage: null, source: null }
  const contact = (await saveContacts(tx, channel, [{ ...nobody, userId }], nowMs)).get(userId)
  if (contact === undefined) throw new TypeError('a contact that was saved is there')
  const facts = { ...chat, businessConnectionId: '', chatType: 'group', contactId: contact.id } as const
  const opened = await openConversations(tx, accountId, [{ ...facts, userId, username: null }], nowMs)
  const found = opened.get(conversationKey({ ...facts }))
  if (found === undefined) throw new TypeError('a conversation that was opened is there')
  return found.id
}

interface Topic {
  readonly leadId: LeadId
  readonly groupChatId: string
  readonly topicKey: string
  readonly placeId: ConversationId | null
}

async function saveTopic(tx: Tx, { leadId, groupChatId, topicKey, placeId }: Topic, nowMs: number): Promise<void> {
  const topic = { topic_chat_id: groupChatId, topic_key: topicKey, place_id: placeId, updated_at: nowMs }
  await tx
    .insertInto('cockpit_leads')
    .values({ lead_id: leadId, ...topic })
    .onConflict(conflict => conflict.column('lead_id').doUpdateSet(topic))
    .execute()
}

export interface SentPart {
  readonly state: OutboundState
  readonly externalId: string | null
  readonly errorCode: string | null
}

/** What became of a queued part; null when it is gone. */
export async function findSent(tx: Tx, key: string): Promise<SentPart | null> {
  const row = await tx
    .selectFrom('outbound')
    .select(['state', 'external_id as externalId', 'error_code as errorCode'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row ?? null
}
