import { sql } from 'kysely'
import { blankMessages, type HeldPerson } from '#capabilities/conversations'
import type { ConversationId, LeadId, MeetingId, MessageId, Tx } from '#shared/database'
import { briefKey } from '../notify-owner.ts'

/** What one can recognise a person by, and who else may have been told about them. */
export interface Traces {
  readonly person: HeldPerson
  /** Theirs: the owner was briefed about them. */
  readonly meetingIds: readonly MeetingId[]
  /** Names, contacts and other words of theirs that notices and lists for the owner may hold. */
  readonly words: readonly string[]
  readonly leadIds: readonly LeadId[]
  /** The owner and the operators: whom lists and cards may have told of the person. */
  readonly crewIds: readonly number[]
}

/**
 * Erases what tables of the flow hold of a person beside their conversations: the inbox, limits, penalties, the memory of groups,
 * and what the owner was told about them. The inbox keeps the numbers of updates, so that none is taken in twice.
 */
export async function eraseTraces(tx: Tx, traces: Traces): Promise<void> {
  const { person } = traces
  await tx.deleteFrom('rate_limits').where('user_id', '=', person.userId).execute()
  // A private chat has the number of the person.
  const chatIds = [...new Set([String(person.userId), ...person.conversations.map(({ chatId }) => chatId)])]
  await tx.updateTable('flood_wait_history').set({ chat_id: null }).where('chat_id', 'in', chatIds).execute()
  if (person.groups.length > 0)
    await tx.deleteFrom('dialogue_states').where('conversation_id', 'in', person.groups).execute()
  const told = await eraseNotices(tx, traces)
  await eraseUpdates(tx, chatIds, person.createdAt)
  for (const { crewId, noticeIds } of told) await eraseCrewUpdates(tx, traces, { crewId, noticeIds })
}

/** A day more: clocks of channels and ours differ. */
const slackMs = 86_400_000

/** Updates of the inbox are pruned after some days, so there are few to look through. */
async function eraseUpdates(tx: Tx, ids: readonly string[], sinceMs: number): Promise<void> {
  const mentions = ids.map(id => sql<boolean>`replace(payload, ${id}, '') <> payload`)
  await tx
    .updateTable('updates')
    .set({ payload: forgotten })
    .where('received_at', '>=', sinceMs - slackMs)
    .where(sql<boolean>`(${sql.join(mentions, sql` or `)})`)
    .execute()
}

const forgotten = '{"forgotten":true}'

interface Told {
  readonly crewId: number
  /** The channel's ids of the notices. */
  readonly noticeIds: ReadonlySet<string>
}

/** Deletes notices and cards about a person, sent or not, and empties what else the business was told with their words in it. */
async function eraseNotices(tx: Tx, traces: Traces): Promise<readonly Told[]> {
  const { person, meetingIds, words, crewIds } = traces
  const ids = person.conversations.map(({ id }) => id)
  const notices =
    ids.length === 0
      ? []
      : await tx
          .deleteFrom('outbound')
          .where('conversation_id', 'not in', ids)
          .where('message_id', 'in', messages =>
            messages.selectFrom('messages').select('messages.id').where('messages.conversation_id', 'in', ids),
          )
          .returning(['external_id'])
          .execute()
  const briefs = await eraseBriefs(tx, meetingIds)
  const cards = await eraseCards(tx, ids, traces.leadIds)
  const noticeIds = new Set(
    [...notices, ...briefs, ...cards].flatMap(({ external_id: id }) => (id === null ? [] : [id])),
  )
  const told: Told[] = []
  for (const crewId of crewIds.filter(crewId => crewId !== person.userId)) {
    for (const chat of await listOwnChats(tx, crewId))
      await blankOwnersTalk(tx, chat, { noticeIds, words, sinceMs: person.createdAt })
    told.push({ crewId, noticeIds })
  }
  return told
}

/** Every message and change of the cards about a person, and the wish for a topic that bears their name. */
async function eraseCards(
  tx: Tx,
  conversationIds: readonly ConversationId[],
  leadIds: readonly LeadId[],
): Promise<readonly { external_id: string | null }[]> {
  const cards =
    conversationIds.length === 0
      ? []
      : await tx
          .selectFrom('cockpit_cards')
          .select(['id', 'revision'])
          .where('conversation_id', 'in', conversationIds)
          .execute()
  const topics =
    leadIds.length === 0
      ? []
      : await tx.selectFrom('cockpit_leads').select('topic_key').where('lead_id', 'in', leadIds).execute()
  const shown = cards.flatMap(({ id, revision }) => Array.from({ length: revision }, (_, at) => `card:${id}:${at}:0`))
  const keys = [...shown, ...topics.flatMap(({ topic_key: key }) => (key === null ? [] : [key]))]
  if (keys.length === 0) return []
  return tx.deleteFrom('outbound').where('key', 'in', keys).returning('external_id').execute()
}

/** More parts than a brief ever has: it is a screen of text. */
const mostParts = 10

async function eraseBriefs(tx: Tx, ids: readonly MeetingId[]): Promise<readonly { external_id: string | null }[]> {
  const keys = ids.flatMap(id => Array.from({ length: mostParts }, (_, part) => `${briefKey(id)}:${part}`))
  if (keys.length === 0) return []
  return tx.deleteFrom('outbound').where('key', 'in', keys).returning('external_id').execute()
}

async function listOwnChats(tx: Tx, userId: number): Promise<readonly ConversationId[]> {
  const rows = await tx
    .selectFrom('conversations')
    .select('id')
    .where('user_id', '=', userId)
    .where('chat_type', '=', 'private')
    .where('business_connection_id', '=', '')
    .execute()
  return rows.map(row => row.id)
}

/** The owner's lists name clients, and the owner's replies quote notices. */
async function blankOwnersTalk(
  tx: Tx,
  chat: ConversationId,
  about: { readonly noticeIds: ReadonlySet<string>; readonly words: readonly string[]; readonly sinceMs: number },
): Promise<void> {
  const rows = await tx
    .selectFrom('messages')
    .select(['id', 'content', 'message_metadata'])
    .where('conversation_id', '=', chat)
    .where('timestamp', '>=', about.sinceMs - slackMs)
    .execute()
  const names = (text: string | null): boolean => text !== null && about.words.some(word => text.includes(word))
  const contentOf = rows.filter(row => names(row.content)).map(row => row.id)
  const metadataOf = rows
    .filter(row => names(row.message_metadata) || quotes(row.message_metadata, about.noticeIds))
    .map(row => row.id)
  await blankMessages(tx, { contentOf, metadataOf })
  await eraseParts(tx, chat, { names, contentOf })
}

function quotes(metadata: string | null, noticeIds: ReadonlySet<string>): boolean {
  const id = /"replyTo":\{"messageId":"(\d+)"/.exec(metadata ?? '')?.[1]
  return id !== undefined && noticeIds.has(id)
}

/** What was sent to the owner is kept by its key, so that it is not sent again, but without its words; what was not is dropped. */
async function eraseParts(
  tx: Tx,
  chat: ConversationId,
  { names, contentOf }: { readonly names: (text: string) => boolean; readonly contentOf: readonly MessageId[] },
): Promise<void> {
  const parts = await tx
    .selectFrom('outbound')
    .select(['id', 'message_id', 'payload'])
    .where('conversation_id', '=', chat)
    .execute()
  const blanked = new Set<MessageId | null>(contentOf)
  const ids = parts.filter(part => names(part.payload) || blanked.has(part.message_id)).map(part => part.id)
  if (ids.length > 0) await tx.deleteFrom('outbound').where('id', 'in', ids).execute()
}

/** A reply to a notice carries the notice. */
async function eraseCrewUpdates(tx: Tx, { person, words }: Traces, { crewId, noticeIds }: Told): Promise<void> {
  const rows = await tx
    .selectFrom('updates')
    .select(['id', 'payload'])
    .where('received_at', '>=', person.createdAt - slackMs)
    .where('payload', 'like', `%${crewId}%`)
    .execute()
  const ids = rows
    .filter(({ payload }) => words.some(word => payload.includes(word)) || repliesTo(payload, noticeIds))
    .map(row => row.id)
  if (ids.length > 0) await tx.updateTable('updates').set({ payload: forgotten }).where('id', 'in', ids).execute()
}

function repliesTo(payload: string, noticeIds: ReadonlySet<string>): boolean {
  const id = /"reply_to_message":\{"message_id":(\d+)/.exec(payload)?.[1]
  return id !== undefined && noticeIds.has(id)
}
