import { type Selectable, sql } from 'kysely'
import { type ContactId, type ContactsTable, type Database, type Db, matchSearch } from '#shared/database'

/** A person on a channel. Instants are epoch ms. */
export interface Contact {
  readonly id: ContactId
  readonly channel: string
  readonly userId: number
  readonly displayName: string | null
  readonly username: string | null
  readonly appLanguage: string | null
  readonly source: string | null
  readonly isBlocked: boolean
  readonly optedOutAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface ContactQuery {
  /** Words of the name or of what was said; see `matchSearch`. */
  readonly text?: string | undefined
  readonly channel?: string | undefined
  readonly userId?: number | undefined
  /** The last person that was shown; null for the first page. */
  readonly after: { readonly createdAt: number; readonly id: number } | null
  readonly limit: number
}

/** A page of people by key, those who came last first. */
export async function listContacts({ db, engine }: Database, query: ContactQuery): Promise<readonly Contact[]> {
  const { text, channel, userId, after, limit } = query
  // With the plus no index fits the order: what was found is sorted, instead of everybody being asked whether they were found.
  const isSought = text !== undefined || userId !== undefined
  const key = isSought ? sql<number>`+contacts.created_at` : sql<number>`contacts.created_at`
  const rows = await db
    .selectFrom('contacts')
    .selectAll()
    .$if(text !== undefined, rest => rest.where('id', 'in', matchSearch('contacts', text ?? '', engine) as never))
    .$if(channel !== undefined, rest => rest.where('channel', '=', channel ?? ''))
    .$if(userId !== undefined, rest => rest.where('user_id', '=', userId ?? 0))
    .$if(after !== null, rest => rest.where(sql<boolean>`(${key}, contacts.id) < (${after?.createdAt}, ${after?.id})`))
    .orderBy(key, 'desc')
    .orderBy('contacts.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toContact)
}

/** Null when nobody has this id. */
export async function readContact(db: Db, id: ContactId): Promise<Contact | null> {
  const row = await db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toContact(row)
}

function toContact(row: Selectable<ContactsTable>): Contact {
  return {
    id: row.id,
    channel: row.channel,
    userId: row.user_id,
    displayName: row.display_name,
    username: row.username,
    appLanguage: row.app_language,
    source: row.source,
    isBlocked: row.is_blocked === 1,
    optedOutAt: row.opted_out_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
