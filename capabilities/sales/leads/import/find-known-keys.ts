import type { Db, LeadId } from '#shared/database'
import { contactKeys } from './contact-keys.ts'

const leadsPerPage = 1_000

/**
 * Which of the keys belong to a lead that is there, also to one that was put away. Reads every lead once, a page at a time: what
 * people write as a contact has no form that an index could find.
 */
export async function findKnownKeys(db: Db, keys: ReadonlySet<string>, country: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let after: LeadId | null = null; ; ) {
    const page = await readPage(db, after)
    for (const lead of page) for (const key of contactKeys(lead, country)) if (keys.has(key)) known.add(key)
    const last = page.at(-1)
    if (last === undefined || page.length < leadsPerPage) return known
    after = last.id
  }
}

async function readPage(db: Db, after: LeadId | null) {
  const leads = db
    .selectFrom('leads')
    .leftJoin('contacts', 'contacts.id', 'leads.contact_id')
    .select(['leads.id', 'leads.name', 'leads.contact', 'leads.source', 'leads.user_id', 'contacts.username'])
  const rows = await (after === null ? leads : leads.where('leads.id', '>', after))
    .orderBy('leads.id')
    .limit(leadsPerPage)
    .execute()
  return rows.map(({ user_id, ...lead }) => ({ ...lead, telegramId: user_id > 0 ? user_id : null }))
}
