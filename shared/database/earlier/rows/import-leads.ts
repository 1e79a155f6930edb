import type { Insertable } from 'kysely'
import type { LeadId, LeadSlotsTable, LeadsTable, SalesStagesTable } from '../../schema.ts'
import { type EarlierLead, gatherLeads } from './gather-leads.ts'
import type { People } from './import-people.ts'
import { type Import, importRows } from './import-rows.ts'

/** Leads with their slots and stages, from the tables and from what `user_context` knew. */
export async function importLeads(job: Import, people: People): Promise<void> {
  const { tx } = job
  const leads = gatherLeads(job, people)
  const history = readStages(job)
  const stageOf = new Map(history.map(({ lead_id, stage }) => [lead_id, stage]))
  const rows = leads.map(lead => toRow(lead, stageOf.get(lead.id), job.now))
  await importRows(rows, batch => tx.insertInto('leads').values(batch).execute())
  await importRows(history, batch => tx.insertInto('sales_stages').values(batch).execute())
  const current = leads.flatMap(lead => currentStage(lead, stageOf.get(lead.id), job.now))
  await importRows(current, batch => tx.insertInto('sales_stages').values(batch).execute())
  await importRows(gatherSlots(job, leads), batch => tx.insertInto('lead_slots').values(batch).execute())
}

type Stage = Insertable<SalesStagesTable>

function readStages({ source, now }: Import): readonly Stage[] {
  return Array.from(source.rows('sales_stages'), ({ id, lead_id, stage, transitioned_at, stage_metadata }) => ({
    id,
    lead_id: lead_id as LeadId,
    stage: stage ?? 'greeting',
    transitioned_at: transitioned_at ?? now,
    stage_metadata,
  }))
}

/** The stage that a context knew and the history does not end with. */
function currentStage(lead: EarlierLead, last: string | undefined, now: number): readonly Stage[] {
  const stage = lead.context?.stage ?? null
  if (stage === null || stage === last) return []
  return [{ lead_id: lead.id, stage, transitioned_at: lead.updatedAt ?? lead.createdAt ?? now, stage_metadata: null }]
}

function toRow(lead: EarlierLead, lastStage: string | undefined, now: number): Insertable<LeadsTable> {
  const { context } = lead
  const createdAt = lead.createdAt ?? now
  return {
    id: lead.id,
    contact_id: lead.contactId,
    user_id: lead.userId,
    name: lead.name,
    contact: lead.contact,
    source: lead.source ?? 'telegram',
    status: lead.status ?? 'active',
    stage: context?.stage ?? lastStage ?? 'greeting',
    intent: context?.intent ?? null,
    language: context?.language ?? null,
    fit_score: context?.fitScore ?? 0,
    created_at: createdAt,
    updated_at: lead.updatedAt ?? createdAt,
  }
}

type Slot = Insertable<LeadSlotsTable>

/** One value a slot of a lead: the one that was noted last. */
function gatherSlots(job: Import, leads: readonly EarlierLead[]): Iterable<Slot> {
  const slots = new Map<string, Slot>()
  const keep = (slot: Slot): void => {
    const key = `${slot.lead_id} ${slot.slot_name}`
    const other = slots.get(key)
    if (other !== undefined) job.report.note('left', 'lead_slots', 'older value of a slot')
    if (other === undefined || other.updated_at <= slot.updated_at) slots.set(key, slot)
  }
  for (const slot of readSlotRows(job)) keep(slot)
  for (const slot of leads.flatMap(lead => contextSlots(lead, job.now))) keep(slot)
  return slots.values()
}

function readSlotRows({ source, now }: Import): readonly Slot[] {
  return Array.from(source.rows('lead_slots'), ({ id, lead_id, slot_name, slot_value, extracted_at }) => ({
    id,
    lead_id: lead_id as LeadId,
    slot_name: slot_name ?? '',
    slot_value: slot_value ?? '',
    // The table had no column for it; this is what the earlier system assumed then.
    confidence: 0.7,
    source: 'legacy',
    extracted_at: extracted_at ?? now,
    updated_at: extracted_at ?? now,
  }))
}

function contextSlots(lead: EarlierLead, now: number): readonly Slot[] {
  return (lead.context?.slots ?? []).map(slot => {
    const instant = slot.updatedAt ?? lead.updatedAt ?? lead.createdAt ?? now
    return {
      lead_id: lead.id,
      slot_name: slot.name,
      slot_value: slot.value,
      confidence: slot.confidence,
      source: slot.source,
      extracted_at: instant,
      updated_at: instant,
    }
  })
}
