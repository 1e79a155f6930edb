import { sql } from 'kysely'
import type { Database, OutboundState, TurnId } from '#shared/database'

/** What the database says about the messages, turns and parts of a round. */
export interface Records {
  readonly messages: readonly MessageRecord[]
  readonly turns: readonly TurnRecord[]
  readonly parts: readonly PartRecord[]
}

export interface MessageRecord {
  readonly id: number
  readonly chatId: string
  /** Telegram's id of the message. */
  readonly messageId: string | null
}

export interface TurnRecord {
  readonly id: TurnId
  readonly chatId: string
  readonly outcome: string
  /** The messages it answered, by our own ids, both included. */
  readonly first: number
  readonly last: number
}

export interface PartRecord {
  readonly id: number
  readonly key: string
  readonly chatId: string
  readonly turnId: TurnId | null
  readonly state: OutboundState
  /** Telegram's id of the sent message; null unless sent. */
  readonly messageId: string | null
  readonly text: string
}

/** Rows up to here belong to earlier rounds. */
export interface Watermark {
  readonly message: number
  readonly part: number
}

/** Reads what was recorded after `since`, oldest first. */
export async function readRecords(database: Database, since: Watermark): Promise<Records> {
  const { rows: messages } = await sql<MessageRecord>`
    select m.id, c.chat_id as "chatId", m.external_id as "messageId"
    from messages m join conversations c on c.id = m.conversation_id
    where m.id > ${since.message} and m.role = 'user' order by m.id`.execute(database.db)
  const { rows: turns } = await sql<TurnRecord>`
    select t.id, c.chat_id as "chatId", t.outcome, t.first_message_id as first, t.last_message_id as last
    from turns t join conversations c on c.id = t.conversation_id
    where t.last_message_id > ${since.message} order by t.conversation_id, t.number`.execute(database.db)
  const { rows: parts } = await sql<Omit<PartRecord, 'text'> & { readonly payload: string }>`
    select o.id, o.key, c.chat_id as "chatId", o.turn_id as "turnId", o.state, o.external_id as "messageId", o.payload
    from outbound o join conversations c on c.id = o.conversation_id
    where o.id > ${since.part} order by o.id`.execute(database.db)
  return { messages, turns, parts: parts.map(({ payload, ...part }) => ({ ...part, text: readText(payload) })) }
}

export async function readWatermark(database: Database): Promise<Watermark> {
  const { rows } = await sql<Watermark>`
    select coalesce((select max(id) from messages), 0) as message, coalesce((select max(id) from outbound), 0) as part`.execute(
    database.db,
  )
  return rows[0] ?? { message: 0, part: 0 }
}

/** Whether nothing is unanswered, being thought out, waiting to leave or in the air. */
export async function isAtRest(database: Database): Promise<boolean> {
  const { rows } = await sql<{ readonly open: number }>`
    select (select count(*) from conversations where turn_due_at is not null or turn_lease_until is not null)
      + (select count(*) from outbound where state in ('queued', 'sending')) as open`.execute(database.db)
  return Number(rows[0]?.open) === 0
}

/** An outbound row's payload is JSON of the part, as the outbox wrote it. */
function readText(payload: string): string {
  const part: unknown = JSON.parse(payload)
  return typeof part === 'object' && part !== null && 'text' in part ? String(part.text) : ''
}
