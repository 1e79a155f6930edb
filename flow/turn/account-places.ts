import type { AccountId, ConversationId, Db } from '#shared/database'
import type { Queue } from '#shared/events'

/** A place among the answers of an account that are thought out at the same time. */
export interface Place {
  readonly accountId: AccountId
  readonly conversationId: ConversationId
}

/**
 * The places that each account has in this process, so that a busy bot leaves room for the others. What finds no place stays due in
 * its row: it is asked for again when an answer of its account is done, and by the sweeper in any case.
 */
export interface AccountPlaces {
  /** Gives places to those of `ids` for which there are any, in their order; each is to be given back with `leave`. */
  enter(db: Db, ids: readonly ConversationId[]): Promise<readonly Place[]>
  leave(place: Place): void
}

export function createAccountPlaces(perAccount: number, queue: Pick<Queue, 'wake'>): AccountPlaces {
  const taken = new Map<AccountId, number>()
  const waiting = new Map<AccountId, Set<ConversationId>>()
  return {
    async enter(db, ids) {
      const accountOf = await readAccounts(db, ids)
      return ids.flatMap(conversationId => {
        const accountId = accountOf.get(conversationId)
        if (accountId === undefined) return []
        const used = taken.get(accountId) ?? 0
        if (used >= perAccount) {
          waiting.set(accountId, (waiting.get(accountId) ?? new Set()).add(conversationId))
          return []
        }
        taken.set(accountId, used + 1)
        waiting.get(accountId)?.delete(conversationId)
        return [{ accountId, conversationId }]
      })
    },
    leave({ accountId }) {
      const left = (taken.get(accountId) ?? 1) - 1
      if (left > 0) taken.set(accountId, left)
      else taken.delete(accountId)
      const [next] = waiting.get(accountId) ?? []
      if (next === undefined) return
      waiting.get(accountId)?.delete(next)
      queue.wake('turn', String(next))
    },
  }
}

async function readAccounts(db: Db, ids: readonly ConversationId[]): Promise<ReadonlyMap<ConversationId, AccountId>> {
  const rows = await db.selectFrom('conversations').select(['id', 'account_id']).where('id', 'in', ids).execute()
  return new Map(rows.map(row => [row.id, row.account_id]))
}
