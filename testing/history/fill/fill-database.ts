import { sql } from 'kysely'
import { connectDatabase, type DatabaseTarget, migrationNames, openLoader } from '#shared/database'
import { createSeededChance } from '../../seeded-chance.ts'
import { createTalk } from './create-talk.ts'
import { createRowWriter } from './row-writer.ts'

export interface FillOptions {
  /** Of clients and of the assistant together. */
  readonly messages: number
  readonly seed: number
  /** The instant of the last message; the first is a year before. */
  readonly until: number
  readonly onProgress?: (messages: number) => void
}

const tellEvery = 100_000

/**
 * Fills an empty database with a year of a shop: chats of a few words and chats of thousands, told side by side, with the turns,
 * parts, events, leads, slots and stages that belong to them, and everything counted, indexed and settled as in a platform that
 * has been running all the time.
 */
export async function fillDatabase(target: DatabaseTarget, options: FillOptions): Promise<void> {
  const loader = await openLoader(target)
  try {
    if ((await loader.readState()).kind !== 'empty') throw new Error('the database is not empty')
    await loader.begin('invented history', migrationNames)
    const tables = await loader.readTables()
    const writer = createRowWriter(loader, tables)
    const talk = createTalk(writer, createSeededChance(options.seed), options)
    let nextWord = tellEvery
    for (let told = 0; told < options.messages; ) {
      told = talk.tellMore()
      await writer.flush()
      if (told < nextWord) continue
      options.onProgress?.(told)
      nextWord += tellEvery
    }
    await writer.flush(true)
    await loader.finish(tables, talk.numbering())
  } finally {
    await loader.close()
  }
  await settle(target)
}

// What a running platform would have counted and indexed by now, and where its chats stand.
const standing = [
  `update conversations set last_message_at = (select timestamp from messages m where m.conversation_id = conversations.id order by m.id desc limit 1),
    answered_message_id = coalesce((select max(m.id) from messages m where m.conversation_id = conversations.id), 0)`,
  ...['webhooks', 'cockpit'].map(
    consumer =>
      `insert into event_cursors (consumer, event_row_id, updated_at) select '${consumer}', max(id), 1 from events`,
  ),
]
const wordsOfSqlite = [
  `insert into message_search (message_search) values ('rebuild')`,
  'update search_position set message_id = (select max(id) from messages)',
]

async function settle(target: DatabaseTarget): Promise<void> {
  const database = connectDatabase(target, { isUnhurried: true })
  const statements = [...standing, ...(target.engine === 'sqlite' ? wordsOfSqlite : [])]
  try {
    for (const statement of statements) await sql.raw(statement).execute(database.db)
    await sql.raw('analyze').execute(database.db)
  } finally {
    await database.close()
  }
}
