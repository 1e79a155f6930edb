import { type AccountId, type Database, type Db, matchSearch } from '#shared/database'
import { type ConversationSummary, describeConversations, toSummary } from './conversation-summary.ts'
import { type WalkFilter, type WalkPage, walkConversations } from './walk-conversations.ts'

export interface ConversationFilter extends Omit<WalkFilter, 'accounts' | 'matches'> {
  /** Words of the client's name, of how they are reached, or of what was said; see `matchSearch`. */
  readonly text?: string | undefined
  readonly channel?: string | undefined
}

/**
 * Conversations by their last activity, the newest first, at most `limit` of those that come after `after`. A page costs the same
 * wherever it lies; all that is shown with a conversation comes in the same query.
 */
export async function listConversations(
  { db, engine }: Database,
  { channel, text, ...filter }: ConversationFilter,
  page: WalkPage,
): Promise<readonly ConversationSummary[]> {
  const accounts = channel === undefined ? null : await findAccounts(db, channel)
  if (accounts?.length === 0) return []
  const matches = text === undefined ? null : matchSearch('conversations', text, engine)
  const rows = await buildListQuery(db, { ...filter, matches, accounts }, page).execute()
  return rows.map(toSummary)
}

async function findAccounts(db: Db, channel: string): Promise<readonly AccountId[]> {
  const rows = await db.selectFrom('accounts').select('id').where('channel', '=', channel).execute()
  return rows.map(row => row.id)
}

export function buildListQuery(db: Db, filter: WalkFilter, page: WalkPage) {
  return describeConversations(db, walkConversations(db, filter, page))
    .orderBy('c.last_message_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(page.limit)
}
