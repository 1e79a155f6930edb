import type { ContactId, LeadId, Tx } from '#shared/database'

/** The leads of a person: theirs, and what an earlier system left under their number without a person. */
export async function findLeadsOf(
  tx: Tx,
  person: { readonly id: ContactId; readonly userId: number },
): Promise<readonly LeadId[]> {
  const rows = await tx
    .selectFrom('leads')
    .select('id')
    .where(eb =>
      eb.or([
        eb('contact_id', '=', person.id),
        eb.and([eb('contact_id', 'is', null), eb('user_id', '=', person.userId)]),
      ]),
    )
    .execute()
  return rows.map(row => row.id)
}

/** Deletes leads with their slots, notes, history, log, funnel and follow-ups. Their meetings are deleted before: see `forgetMeetings`. */
export async function forgetLeads(tx: Tx, ids: readonly LeadId[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('leads').where('id', 'in', ids).execute()
}
