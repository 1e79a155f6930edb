import type { Selectable } from 'kysely'
import type { AccountId, BusinessConnectionsTable, Db, Tx } from '#shared/database'
import type { Connection } from './connection.ts'

/** What a channel tells of a connection. */
export interface ConnectionFacts {
  readonly id: string
  readonly owner: { readonly userId: number; readonly displayName: string | null }
  readonly ownerChatId: string
  readonly isEnabled: boolean
  readonly rights: readonly string[]
}

/** What is known of connections, by their ids; those never heard of are not in it. */
export async function findConnections(
  db: Db,
  accountId: AccountId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Connection>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('business_connections')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('connection_id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.connection_id, toConnection(row)]))
}

/** A connection as people are shown it. */
export interface ConnectionOverview extends Connection {
  readonly ownerName: string | null
  readonly since: number
}

// More than any business has people; strangers who connect a bot that does not serve them have rows, too.
const mostConnections = 500

/** Of all bots, 500 at most: one a person and a connecting. */
export async function listAllConnections(db: Db): Promise<readonly ConnectionOverview[]> {
  const rows = await db
    .selectFrom('business_connections')
    .selectAll()
    .orderBy('account_id')
    .orderBy('connection_id')
    .limit(mostConnections)
    .execute()
  return rows.map(toOverview)
}

function toOverview(row: Selectable<BusinessConnectionsTable>): ConnectionOverview {
  return { ...toConnection(row), ownerName: row.owner_name, since: row.created_at }
}

export interface SavedConnection {
  /** As it was before; null: never heard of. */
  readonly before: Connection | null
  readonly now: Connection
  /** Earlier connections of the same person, which this one takes the place of. Empty unless it is new. */
  readonly predecessors: readonly string[]
}

/**
 * Keeps what a channel tells of a connection. It is served when its owner is among `servedUsers`; when nobody is, the first
 * person who connects is served, and no other.
 */
export async function saveConnection(
  tx: Tx,
  accountId: AccountId,
  facts: ConnectionFacts,
  rules: { readonly servedUsers: ReadonlySet<number>; readonly nowMs: number },
): Promise<SavedConnection> {
  const known = (await listConnections(tx, accountId)).map(row => toConnection(row))
  const before = known.find(({ id }) => id === facts.id) ?? null
  const own = known.filter(({ id, ownerUserId }) => id !== facts.id && ownerUserId === facts.owner.userId)
  const former = before ?? own.at(-1) ?? null
  const isServed = judgeOwner(facts.owner.userId, known, rules.servedUsers)
  const values = {
    owner_user_id: facts.owner.userId,
    owner_name: facts.owner.displayName,
    owner_chat_id: facts.ownerChatId,
    state: isServed ? ('served' as const) : ('refused' as const),
    is_enabled: facts.isEnabled ? 1 : 0,
    rights: JSON.stringify(facts.rights),
    excluded_chats: JSON.stringify(former?.excludedChats ?? []),
    paused_at: former?.pausedAt ?? null,
    updated_at: rules.nowMs,
  }
  const row = await tx
    .insertInto('business_connections')
    .values({ account_id: accountId, connection_id: facts.id, created_at: rules.nowMs, ...values })
    .onConflict(conflict => conflict.columns(['account_id', 'connection_id']).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow()
  return { before, now: toConnection(row), predecessors: before === null ? own.map(({ id }) => id) : [] }
}

/** Takes a chat out of what the bot answers from this account, or back in; false when there is no such connection. */
export async function excludeChat(
  tx: Tx,
  chat: { readonly accountId: AccountId; readonly connectionId: string; readonly chatId: string },
  isExcluded: boolean,
  nowMs: number,
): Promise<boolean> {
  const { accountId, connectionId, chatId } = chat
  const connection = (await findConnections(tx, accountId, [connectionId])).get(connectionId)
  if (connection === undefined) return false
  const others = connection.excludedChats.filter(id => id !== chatId)
  const excluded = isExcluded ? [...others, chatId] : others
  await tx
    .updateTable('business_connections')
    .set({ excluded_chats: JSON.stringify(excluded), updated_at: nowMs })
    .where('account_id', '=', accountId)
    .where('connection_id', '=', connectionId)
    .execute()
  return true
}

/** The account of a person with whom a bot is connected: `connections` of it, one a connecting. */
export interface PersonalAccount {
  readonly accountId: AccountId
  readonly ownerUserId: number
}

/** Has the AI answer nobody in a person's account (`pausedAt`), or answer again (null). Returns its connections; none: there is no such. */
export async function pauseConnections(
  tx: Tx,
  { accountId, ownerUserId }: PersonalAccount,
  pausedAt: number | null,
  nowMs: number,
): Promise<readonly ConnectionOverview[]> {
  const rows = await tx
    .updateTable('business_connections')
    .set({ paused_at: pausedAt, updated_at: nowMs })
    .where('account_id', '=', accountId)
    .where('owner_user_id', '=', ownerUserId)
    .returningAll()
    .execute()
  return rows.map(toOverview)
}

/** Oldest first. */
function listConnections(tx: Tx, accountId: AccountId) {
  return tx
    .selectFrom('business_connections')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
}

function judgeOwner(userId: number, known: readonly Connection[], servedUsers: ReadonlySet<number>): boolean {
  if (servedUsers.size > 0) return servedUsers.has(userId)
  const first = known.find(({ isServed }) => isServed)
  return first === undefined || first.ownerUserId === userId
}

/** What `toConnection` reads. */
export const connectionColumns = [
  'account_id',
  'connection_id',
  'owner_user_id',
  'state',
  'is_enabled',
  'rights',
  'excluded_chats',
  'paused_at',
] as const

type Row = Pick<Selectable<BusinessConnectionsTable>, (typeof connectionColumns)[number]>
type MissingRow = { readonly [Column in keyof Row]: Row[Column] | null }

/** A row as a connection; null where a join found none. */
export function toConnection(row: Row): Connection
export function toConnection(row: MissingRow): Connection | null
export function toConnection(row: MissingRow): Connection | null {
  const { account_id: accountId, connection_id: id, owner_user_id: ownerUserId } = row
  if (accountId === null || id === null || ownerUserId === null) return null
  return {
    accountId,
    id,
    ownerUserId,
    isServed: row.state === 'served',
    isEnabled: row.is_enabled === 1,
    // Both were written above.
    rights: new Set(JSON.parse(row.rights ?? '[]') as readonly string[]),
    excludedChats: JSON.parse(row.excluded_chats ?? '[]') as readonly string[],
    pausedAt: row.paused_at,
  }
}
