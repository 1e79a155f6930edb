import type { LeadId, Tx } from '#shared/database'
import { type Lead, leadColumns, toLead } from '../listing/lead.ts'

/** The lead as it stands, held until the transaction ends; null when there is none. An update locks on both engines. */
export async function lockLead(tx: Tx, id: LeadId): Promise<Lead | null> {
  const row = await tx
    .updateTable('leads')
    .set(eb => ({ updated_at: eb.ref('updated_at') }))
    .where('id', '=', id)
    .returning(leadColumns)
    .executeTakeFirst()
  return row === undefined ? null : toLead(row)
}
