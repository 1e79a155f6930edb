import type { AccountId, Db } from '#shared/database'
import { type ConversationSummary, describeConversations, toSummary } from './conversation-summary.ts'
import { type WalkFilter, type WalkPage, walkConversations } from './walk-conversations.ts'

export interface ConversationFilter extends Omit<WalkFilter, 'accounts'> {
  readonly channel?: string | undefined
}

/**
 * Conversations by their last activity, the newest first, at most `limit` of those that come after `after`. A page costs the same
 * wherever it lies; all that is shown with a conversation comes in the same query.
 */
export async function listConversations(
  db: Db,
  { channel, ...filter }: ConversationFilter,
  page: WalkPage,
): Promise<readonly ConversationSummary[]> {
  const accounts = channel === undefined ? null : await findAccounts(db, channel)
  if (accounts?.length === 0) return []
  const rows = await buildListQuery(db, { ...filter, accounts }, page).execute()
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
