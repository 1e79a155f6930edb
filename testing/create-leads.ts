import type { Database, LeadId } from '#shared/database'

/** Leads without a conversation, for tests of what hangs on a lead. */
export async function createLeads(database: Database, count: number): Promise<readonly LeadId[]> {
  const rows = await database.db
    .insertInto('leads')
    .values(
      Array.from({ length: count }, (_, index) => ({
        contact_id: null,
        user_id: 7_000_000_000 + index,
        name: null,
        contact: null,
        intent: null,
        language: null,
        conversation_id: null,
        return_stage: null,
        created_at: 0,
        updated_at: 0,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}
