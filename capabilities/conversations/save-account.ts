import type { AccountId, Db } from '#shared/database'

export interface AccountFacts {
  readonly channel: string
  /** The bot's id on its channel. */
  readonly externalId: string
  readonly username: string | null
  readonly displayName: string | null
}

/** Finds or creates the account; null names leave known names as they are (the channel could not be asked yet). */
export async function saveAccount(db: Db, facts: AccountFacts, nowMs: number): Promise<AccountId> {
  const names = {
    ...(facts.username === null ? {} : { username: facts.username }),
    ...(facts.displayName === null ? {} : { display_name: facts.displayName }),
  }
  const row = await db
    .insertInto('accounts')
    .values({
      channel: facts.channel,
      external_id: facts.externalId,
      username: facts.username,
      display_name: facts.displayName,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .onConflict(conflict => conflict.columns(['channel', 'external_id']).doUpdateSet({ ...names, updated_at: nowMs }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
