import type { ContactId, ConversationId, LeadId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { cancelFollowUps } from '../follow-ups.ts'

/**
 * Hides a lead from the lists and writes to its client no more by itself; nothing is lost. Returns what happened: nothing when it
 * was hidden or is not there.
 */
export async function putLeadAway(tx: Tx, id: LeadId, nowMs: number): Promise<readonly EventBody[]> {
  const rows = await tx
    .updateTable('leads')
    .set({ deleted_at: nowMs, updated_at: nowMs })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning(['id', 'conversation_id'])
    .execute()
  if (rows.length === 0) return []
  await cancelFollowUps(tx, [id], 'lead.deleted', nowMs)
  return tell(tx, rows, 'lead.deleted', nowMs)
}

/** Shows a lead again. Returns what happened: nothing when it is shown already or is not there. */
export async function bringLeadBack(tx: Tx, id: LeadId, nowMs: number): Promise<readonly EventBody[]> {
  const rows = await tx
    .updateTable('leads')
    .set({ deleted_at: null, updated_at: nowMs })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .returning(['id', 'conversation_id'])
    .execute()
  return tell(tx, rows, 'lead.restored', nowMs)
}

/** Shows the leads of people who have written again. Returns what happened. */
export async function bringLeadsBack(
  tx: Tx,
  contactIds: readonly ContactId[],
  nowMs: number,
): Promise<readonly EventBody[]> {
  if (contactIds.length === 0) return []
  const rows = await tx
    .updateTable('leads')
    .set({ deleted_at: null, updated_at: nowMs })
    .where('contact_id', 'in', contactIds)
    .where('deleted_at', 'is not', null)
    .returning(['id', 'conversation_id'])
    .execute()
  return tell(tx, rows, 'lead.restored', nowMs)
}

interface LeadRow {
  readonly id: LeadId
  readonly conversation_id: ConversationId | null
}

async function tell(
  tx: Tx,
  rows: readonly LeadRow[],
  type: 'lead.deleted' | 'lead.restored',
  nowMs: number,
): Promise<readonly EventBody[]> {
  if (rows.length === 0) return []
  const log = rows.map(({ id }) => ({ lead_id: id, event_type: type, event_data: null, occurred_at: nowMs }))
  await tx.insertInto('sales_events').values(log).execute()
  return rows.map(({ id, conversation_id }) => ({ type, conversationId: conversation_id, leadId: id }))
}
