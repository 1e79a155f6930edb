import { sql } from 'kysely'
import type { ContactId, Db } from '#shared/database'
import type { ConsentRecord } from './set-contact-state.ts'

/** What one person agreed to (true) or refused (false); a kind never asked about is missing. */
export type Consents = ReadonlyMap<ConsentRecord['kind'], boolean>

/** The newest answer of each kind for each of these people. */
export async function readConsents(
  tx: Db,
  contactIds: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Consents>> {
  if (contactIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('consents')
    .select(['contact_id', 'kind', 'granted'])
    .where('contact_id', 'in', contactIds)
    .where(
      'id',
      '=',
      sql<number>`(select max(newest.id) from consents as newest
        where newest.contact_id = consents.contact_id and newest.kind = consents.kind)`,
    )
    .execute()
  const byContact = new Map<ContactId, Map<ConsentRecord['kind'], boolean>>()
  for (const row of rows) {
    const own = byContact.get(row.contact_id) ?? new Map<ConsentRecord['kind'], boolean>()
    byContact.set(row.contact_id, own.set(row.kind as ConsentRecord['kind'], row.granted === 1))
  }
  return byContact
}
