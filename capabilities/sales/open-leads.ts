import type { ContactId, Db, LeadId } from '#shared/database'

export interface LeadFacts {
  readonly contactId: ContactId
  readonly userId: number
  readonly name: string | null
  /** Where the lead came from: the deep-link payload, else the channel's name. */
  readonly source: string
}

export interface OpenedLead {
  readonly id: LeadId
  readonly contactId: ContactId
  readonly userId: number
}

/** The stage every lead begins in. */
export const firstStage = 'greeting'

/**
 * Opens a lead for each contact that has none, with its first stage in the history and the funnel. Contacts that have a lead
 * are left out of the result.
 */
export async function openLeads(tx: Db, contacts: readonly LeadFacts[], nowMs: number): Promise<readonly OpenedLead[]> {
  if (contacts.length === 0) return []
  const rows = await tx
    .insertInto('leads')
    .values(
      contacts.map(contact => ({
        contact_id: contact.contactId,
        user_id: contact.userId,
        name: contact.name,
        contact: null,
        source: contact.source,
        intent: null,
        language: null,
        created_at: nowMs,
        updated_at: nowMs,
      })),
    )
    .onConflict(conflict => conflict.column('contact_id').doNothing())
    .returning(['id', 'contact_id', 'user_id'])
    .execute()
  const leads = rows.flatMap(row =>
    row.contact_id === null ? [] : [{ id: row.id, contactId: row.contact_id, userId: row.user_id }],
  )
  await enterStages(
    tx,
    leads.map(({ id }) => ({ id, stage: firstStage })),
    nowMs,
  )
  return leads
}

/** Begins the history, the log and the funnel of leads that are new. */
export async function enterStages(
  tx: Db,
  leads: readonly { readonly id: LeadId; readonly stage: string }[],
  nowMs: number,
): Promise<void> {
  if (leads.length === 0) return
  await tx
    .insertInto('sales_stages')
    .values(leads.map(({ id, stage }) => ({ lead_id: id, stage, transitioned_at: nowMs, stage_metadata: null })))
    .execute()
  await tx
    .insertInto('sales_events')
    .values(leads.map(({ id }) => ({ lead_id: id, event_type: 'lead.created', event_data: null, occurred_at: nowMs })))
    .execute()
  await tx
    .insertInto('conversion_funnel')
    .values(leads.map(({ id, stage }) => ({ lead_id: id, stage, entered_at: nowMs, exited_at: null })))
    .execute()
}
