import type { ContactId, LeadId, Tx } from '#shared/database'
import { cancelFollowUps } from '../follow-ups.ts'

/** Hides a lead from the lists and writes to its client no more by itself; nothing is lost. False when it was hidden or is not there. */
export async function putLeadAway(tx: Tx, id: LeadId, nowMs: number): Promise<boolean> {
  const row = await tx
    .updateTable('leads')
    .set({ deleted_at: nowMs, updated_at: nowMs })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return false
  await cancelFollowUps(tx, [id], 'lead.deleted', nowMs)
  await logOf(tx, [id], 'lead.deleted', nowMs)
  return true
}

/** Shows a lead again. False when it is shown already or is not there. */
export async function bringLeadBack(tx: Tx, id: LeadId, nowMs: number): Promise<boolean> {
  const row = await tx
    .updateTable('leads')
    .set({ deleted_at: null, updated_at: nowMs })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (row !== undefined) await logOf(tx, [id], 'lead.restored', nowMs)
  return row !== undefined
}

/** Shows the leads of people who have written again. */
export async function bringLeadsBack(tx: Tx, contactIds: readonly ContactId[], nowMs: number): Promise<void> {
  if (contactIds.length === 0) return
  const rows = await tx
    .updateTable('leads')
    .set({ deleted_at: null, updated_at: nowMs })
    .where('contact_id', 'in', contactIds)
    .where('deleted_at', 'is not', null)
    .returning('id')
    .execute()
  if (rows.length > 0)
    await logOf(
      tx,
      rows.map(row => row.id),
      'lead.restored',
      nowMs,
    )
}

async function logOf(tx: Tx, ids: readonly LeadId[], type: string, nowMs: number): Promise<void> {
  await tx
    .insertInto('sales_events')
    .values(ids.map(id => ({ lead_id: id, event_type: type, event_data: null, occurred_at: nowMs })))
    .execute()
}
