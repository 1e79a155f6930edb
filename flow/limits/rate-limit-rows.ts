import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '#shared/database'
import type { Person } from './people/group-by-person.ts'

/** A person's row after this batch was counted. */
export interface CountedPerson {
  readonly minute: number
  readonly hour: number
  /** How often the last text has been said again. */
  readonly repeats: number
  /** In the future: blocked before this batch, of which nothing was counted. */
  readonly blockedUntil: number | null
}

export interface CountedEveryone {
  readonly minute: number
  readonly hour: number
  readonly blockedUntil: number | null
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Counts each message once, for all people of the batch in one statement. A lapsed block goes, a window that is over begins anew. */
export async function countPeople(
  tx: Tx,
  people: readonly Person[],
  nowMs: number,
): Promise<ReadonlyMap<number, CountedPerson>> {
  const rows = await tx
    .insertInto('rate_limits')
    .values(
      people.map(person => ({
        user_id: person.userId,
        ...openWindows(person.messages.length, nowMs),
        repeated_messages: person.run - 1,
        last_message_content: person.lastText,
      })),
    )
    .onConflict(conflict =>
      conflict.column('user_id').doUpdateSet({
        ...countOn('rate_limits', nowMs),
        // The run goes on when the whole batch is one run of what was said last.
        repeated_messages: sql<number>`case when rate_limits.blocked_until > ${nowMs} then 0
          when rate_limits.last_message_content = excluded.last_message_content
            and rate_limits.last_message_time > ${nowMs - hourMs}
            and excluded.repeated_messages = excluded.message_count_minute - 1
          then rate_limits.repeated_messages + excluded.message_count_minute
          else excluded.repeated_messages end`,
        last_message_content: sql<string | null>`case when rate_limits.blocked_until > ${nowMs} then null
          else excluded.last_message_content end`,
      }),
    )
    .returning(['user_id', 'message_count_minute', 'message_count_hour', 'repeated_messages', 'blocked_until'])
    .execute()
  return new Map(rows.map(row => [row.user_id, { ...toCounted(row), repeats: row.repeated_messages }]))
}

/** Counts `messages` for all people together. */
export async function countEveryone(tx: Tx, messages: number, nowMs: number): Promise<CountedEveryone> {
  const row = await tx
    .insertInto('global_rate_limits')
    .values({ id: 1, ...openWindows(messages, nowMs) })
    .onConflict(conflict => conflict.column('id').doUpdateSet(countOn('global_rate_limits', nowMs)))
    .returning(['message_count_minute', 'message_count_hour', 'blocked_until'])
    .executeTakeFirstOrThrow()
  return toCounted(row)
}

/** Blocks people until their instant. Their minute begins anew after it; the hour runs on, or a block would buy a new hour. */
export async function blockPeople(tx: Tx, blocks: ReadonlyMap<number, number>): Promise<void> {
  if (blocks.size === 0) return
  const values = sql.join(
    [...blocks].map(([userId, untilMs]) => sql`(cast(${userId} as bigint), cast(${untilMs} as bigint))`),
  )
  await sql`
    with block (blocked_user, until_ms) as (values ${values})
    update rate_limits set
      blocked_until = until_ms, message_count_minute = 0, repeated_messages = 0, last_message_content = null
    from block where user_id = blocked_user`.execute(tx)
}

export async function blockEveryone(tx: Tx, untilMs: number): Promise<void> {
  await tx.updateTable('global_rate_limits').set({ blocked_until: untilMs, message_count_minute: 0 }).execute()
}

/** Takes back the blocks and counts of these people. */
export async function clearPeople(db: Db, userIds: readonly number[] | 'all'): Promise<void> {
  const update = db.updateTable('rate_limits').set({
    ...nothingCounted,
    repeated_messages: 0,
    last_message_content: null,
  })
  await (userIds === 'all' ? update : update.where('user_id', 'in', userIds)).execute()
}

export async function clearEveryone(db: Db): Promise<void> {
  await db.updateTable('global_rate_limits').set(nothingCounted).execute()
}

const nothingCounted = { blocked_until: null, message_count_minute: 0, message_count_hour: 0 }

function openWindows(messages: number, nowMs: number) {
  return {
    message_count_minute: messages,
    message_count_hour: messages,
    window_start_minute: nowMs,
    window_start_hour: nowMs,
    blocked_until: null,
    last_message_time: nowMs,
  }
}

/** What a conflict with the row that is there does to it. Nothing is counted while a block lasts. */
function countOn(table: 'rate_limits' | 'global_rate_limits', nowMs: number) {
  const old = (column: string): RawBuilder<number> => sql.ref(`${table}.${column}`)
  const added = (column: string): RawBuilder<number> => sql.ref(`excluded.${column}`)
  const isBlocked = sql`${old('blocked_until')} > ${nowMs}`
  // A window that begins in the future was opened before the clock was set back.
  const isOpen = (start: string, lengthMs: number) => sql`${old(start)} between ${nowMs - lengthMs + 1} and ${nowMs}`
  const count = (column: string, isWindowOpen: RawBuilder<unknown>) =>
    sql<number>`case when ${isBlocked} then ${old(column)}
      when ${isWindowOpen} then ${old(column)} + ${added(column)} else ${added(column)} end`
  const begin = (column: string, isWindowOpen: RawBuilder<unknown>) =>
    sql<number>`case when ${isBlocked} or ${isWindowOpen} then ${old(column)} else ${added(column)} end`
  const minute = isOpen('window_start_minute', minuteMs)
  const hour = isOpen('window_start_hour', hourMs)
  return {
    message_count_minute: count('message_count_minute', minute),
    message_count_hour: count('message_count_hour', hour),
    window_start_minute: begin('window_start_minute', minute),
    window_start_hour: begin('window_start_hour', hour),
    blocked_until: sql<number | null>`case when ${isBlocked} then ${old('blocked_until')} end`,
    last_message_time: added('last_message_time'),
  }
}

interface CountedRow {
  readonly message_count_minute: number
  readonly message_count_hour: number
  readonly blocked_until: number | null
}

function toCounted(row: CountedRow): CountedEveryone {
  return { minute: row.message_count_minute, hour: row.message_count_hour, blockedUntil: row.blocked_until }
}
