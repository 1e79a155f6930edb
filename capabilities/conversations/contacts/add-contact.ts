import type { ContactId, Tx } from '#shared/database'

export interface AddedContact {
  readonly id: ContactId
  readonly userId: number
}

/**
 * The person with this number on a channel, made when they are not known yet; a known person stays as they are. When they write,
 * what the channel says of them is stored over this.
 */
export async function addContact(
  tx: Tx,
  person: { readonly channel: string; readonly userId: number; readonly displayName: string | null },
  nowMs: number,
): Promise<AddedContact> {
  const row = await tx
    .insertInto('contacts')
    .values({
      channel: person.channel,
      user_id: person.userId,
      display_name: person.displayName,
      username: null,
      app_language: null,
      source: null,
      opted_out_at: null,
      created_at: nowMs,
      updated_at: nowMs,
    })
    // An update returns the row where "do nothing" would not.
    .onConflict(conflict =>
      conflict.columns(['channel', 'user_id']).doUpdateSet(eb => ({ user_id: eb.ref('contacts.user_id') })),
    )
    .returning(['id', 'user_id'])
    .executeTakeFirstOrThrow()
  return { id: row.id, userId: row.user_id }
}

/** Null when nobody has this id. */
export async function findContact(tx: Tx, id: ContactId): Promise<AddedContact | null> {
  const row = await tx.selectFrom('contacts').select(['id', 'user_id']).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : { id: row.id, userId: row.user_id }
}
