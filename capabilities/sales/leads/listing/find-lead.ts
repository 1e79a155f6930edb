import type { Db, LeadId } from '#shared/database'
import { readSlotsOf, type StoredSlot } from '../read-leads.ts'
import { type Lead, leadColumns, toLead } from './lead.ts'

/** A lead with all that hangs on its head. */
export interface LeadRecord extends Lead {
  /** The newest first. */
  readonly slots: ReadonlyMap<string, StoredSlot>
  readonly noteCount: number
}

/** One lead, put away or not; null when there is none with this id. */
export async function findLead(db: Db, id: LeadId): Promise<LeadRecord | null> {
  const row = await db
    .selectFrom('leads')
    .select(leadColumns)
    .select(eb =>
      eb
        .selectFrom('lead_notes')
        .select(notes => notes.fn.countAll<number>().as('count'))
        .whereRef('lead_notes.lead_id', '=', 'leads.id')
        .as('note_count'),
    )
    .where('leads.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const slots = await readSlotsOf(db, [id])
  return { ...toLead(row), slots: slots.get(id) ?? new Map(), noteCount: row.note_count ?? 0 }
}
