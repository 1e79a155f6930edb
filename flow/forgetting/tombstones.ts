import type { ContactId, Db } from '#shared/database'

/** That somebody was forgotten, in numbers that tell nothing of them. */
export interface Tombstone {
  readonly contactId: ContactId
  /** When they were first met. */
  readonly metAt: number
  readonly forgottenAt: number
}

/** Remembers that somebody was forgotten. Safe to repeat. */
export async function keepTombstone(db: Db, { contactId, metAt, forgottenAt }: Tombstone): Promise<void> {
  await db
    .insertInto('forgotten_people')
    .values({ contact_id: contactId, met_at: metAt, forgotten_at: forgottenAt })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** All who were forgotten here, in the order of their numbers. A few dozen bytes each, so it is one list. */
export async function listTombstones(db: Db): Promise<readonly Tombstone[]> {
  const rows = await db.selectFrom('forgotten_people').selectAll().orderBy('contact_id').orderBy('met_at').execute()
  return rows.map(row => ({ contactId: row.contact_id, metAt: row.met_at, forgottenAt: row.forgotten_at }))
}
