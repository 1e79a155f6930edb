import type { ConversationId, Database, LeadId, TurnId } from '#shared/database'
import { createSeededChance } from '../seeded-chance.ts'
import { inventEvent, type Place } from './invent-event.ts'

export interface HistoryOptions {
  readonly events: number
  readonly conversations: number
  readonly seed: number
  /** The first event lies here, the others over a year after it. */
  readonly from: number
}

const yearMs = 365 * 86_400_000
const chunk = 1000

/**
 * A year of events as chance has it, with the rows that they name: in every order, some written days after they occurred, some of
 * clients who were forgotten. Nothing about it is likely; counting it must come to the same whatever way it is cut.
 */
export async function createHistory(database: Database, options: HistoryOptions): Promise<void> {
  const chance = createSeededChance(options.seed)
  const places = await createPlaces(database, options)
  const events = Array.from({ length: options.events }, (_, index) => {
    const place = places[Math.floor(chance() * places.length)]
    if (place === undefined) throw new TypeError('a history needs a conversation')
    const writtenAt = options.from + Math.floor((index / options.events) * yearMs)
    const isLate = chance() < 0.05
    const at = writtenAt - (isLate ? Math.floor(chance() * 3 * 86_400_000) : 0)
    return inventEvent(place, at, chance)
  })
  await insertAll(
    events.flatMap(event => event.messages),
    rows =>
      database.db
        .insertInto('messages')
        .values([...rows])
        .execute(),
  )
  await insertAll(
    events.flatMap(event => event.turns),
    rows =>
      database.db
        .insertInto('turns')
        .values([...rows])
        .execute(),
  )
  await insertAll(
    events.map((event, index) => ({ ...event.event, event_id: `event-${index}` })),
    rows =>
      database.db
        .insertInto('events')
        .values([...rows])
        .execute(),
  )
}

async function insertAll<Row>(rows: readonly Row[], insert: (rows: readonly Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += chunk) await insert(rows.slice(at, at + chunk))
}

async function createPlaces(database: Database, { conversations, from }: HistoryOptions): Promise<readonly Place[]> {
  const times = { created_at: from, updated_at: from }
  const account = await database.db
    .insertInto('accounts')
    .values({ channel: 'memory', external_id: 'history', username: null, display_name: null, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  const people = Array.from({ length: conversations }, (_, index) => ({ id: index + 1, userId: 8_000_000_000 + index }))
  await insertAll(people, rows =>
    database.db
      .insertInto('contacts')
      .values(
        rows.map(({ id, userId }) => ({ id: id as never, channel: 'memory', user_id: userId, ...nobody, ...times })),
      )
      .execute(),
  )
  await insertAll(people, rows =>
    database.db
      .insertInto('conversations')
      .values(
        rows.map(({ id, userId }) => ({
          id: id as ConversationId,
          account_id: account.id,
          contact_id: id as never,
          user_id: userId,
          chat_id: String(userId),
          chat_type: 'private' as const,
          ...idle,
          ...times,
        })),
      )
      .execute(),
  )
  await insertAll(people, rows =>
    database.db
      .insertInto('leads')
      .values(
        rows.map(({ id, userId }) => ({
          id: id as LeadId,
          contact_id: id as never,
          user_id: userId,
          source: sources[id % sources.length] ?? 'telegram',
          ...unknown,
          ...times,
        })),
      )
      .execute(),
  )
  return people.map(({ id }) => ({
    conversationId: id as ConversationId,
    leadId: id as LeadId,
    messages: 0,
    turns: 0,
    nextMessageId: () => ++messageCount,
    nextTurnId: () => `turn-${++turnCount}` as TurnId,
  }))
}

let messageCount = 0
let turnCount = 0

const sources = ['telegram', 'webchat', 'shop_42', 'ads']
const nobody = { display_name: null, username: null, app_language: null, source: null, opted_out_at: null }
const unknown = { name: null, contact: null, intent: null, language: null, conversation_id: null, return_stage: null }
const idle = {
  username: null,
  language: null,
  handler_since: null,
  turn_due_at: null,
  turn_waiting_since: null,
  turn_lease_id: null,
  turn_lease_until: null,
  last_message_at: null,
  summary_due_at: null,
}
