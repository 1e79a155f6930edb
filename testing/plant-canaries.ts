import { sql } from 'kysely'
import type { Database } from '#shared/database'
import type { Client } from './meet-clients.ts'

/**
 * Writes `canary` into every text column of every row that hangs on a client, wherever the schema has one, also in tables that
 * nobody has thought of here. Columns that allow only certain words stay as they are. Returns the columns, as table.column.
 */
export async function plantCanaries(database: Database, client: Client, canary: string): Promise<readonly string[]> {
  const { db, engine } = database
  const text = engine === 'sqlite' ? 'TEXT' : 'text'
  const planted: string[] = []
  for (const { name, columns, isView } of await db.introspection.getTables()) {
    const condition = conditionFor(
      name,
      columns.map(column => column.name),
      client,
    )
    if (isView || condition === null) continue
    for (const column of columns.filter(({ dataType, name }) => dataType === text && !codes.has(name))) {
      const value = column.name.endsWith('json') || jsonColumns.has(column.name) ? JSON.stringify({ canary }) : canary
      const statement = sql`update ${sql.table(name)} set ${sql.ref(column.name)} = ${value} where ${sql.raw(condition)}`
      try {
        const { numAffectedRows } = await statement.execute(db)
        if (Number(numAffectedRows) > 0) planted.push(`${name}.${column.name}`)
      } catch {
        // A check, or a key that must not be the same twice: not a place for a client's words.
      }
    }
  }
  return planted
}

/** Names of ours, by which rows are found again. */
const codes = new Set(['calendar'])

const jsonColumns = new Set(['payload', 'message_metadata', 'context_data', 'state'])

function conditionFor(table: string, columns: readonly string[], client: Client): string | null {
  const conversations = `select id from conversations where contact_id = ${client.contactId}`
  if (table === 'contacts') return `id = ${client.contactId}`
  if (table === 'leads' || table === 'consents') return `contact_id = ${client.contactId}`
  if (columns.includes('lead_id')) return `lead_id = ${client.leadId}`
  if (columns.includes('meeting_id')) return `meeting_id in (select id from meetings where lead_id = ${client.leadId})`
  if (table === 'events') return null
  if (table === 'conversations') return `contact_id = ${client.contactId}`
  if (columns.includes('conversation_id')) return `conversation_id in (${conversations})`
  if (columns.includes('user_id')) return `user_id = (select user_id from contacts where id = ${client.contactId})`
  return null
}

/** The tables in which `text` stands anywhere, indexes of words included. */
export async function findText({ db }: Database, text: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name, isView } of await db.introspection.getTables()) {
    if (isView) continue
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    if (rows.some(row => Object.values(row).some(value => textOf(value).includes(text)))) found.push(name)
  }
  return found
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)
}
