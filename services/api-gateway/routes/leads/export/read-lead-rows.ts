import type { Row } from '#capabilities/analytics'
import {
  formatSlotValue,
  type Lead,
  type LeadQuery,
  listLeads,
  type Playbook,
  readSlotsOf,
  type StoredSlot,
} from '#capabilities/sales'
import type { Database } from '#shared/database'
import { slotKey } from './lead-columns.ts'

const leadsPerPage = 200

/** All leads of a choice as rows of an export, page by page: what is held in memory does not grow with them. */
export async function* readLeadRows(
  database: Database,
  { filter, sort }: Pick<LeadQuery, 'filter' | 'sort'>,
  playbook: Playbook,
): AsyncGenerator<readonly Row[]> {
  for (let after: LeadQuery['after'] = null; ; ) {
    const leads = await listLeads(database, { filter, sort, after, limit: leadsPerPage })
    const slots = await readSlotsOf(
      database.db,
      leads.map(lead => lead.id),
    )
    yield leads.map(lead => ({ ...toHead(lead), ...toSlots(slots.get(lead.id), lead.language, playbook) }))
    const last = leads.at(-1)
    if (last === undefined || leads.length < leadsPerPage) return
    after = { value: last[sort], id: last.id }
  }
}

function toHead({ id, name, contact, stage, status, source, intent, language, ...lead }: Lead): Row {
  const times = { created_at: lead.createdAt, updated_at: lead.updatedAt }
  return { id, name, contact, stage, status, source, intent, language, fit_score: lead.fitScore, ...times }
}

function toSlots(slots: ReadonlyMap<string, StoredSlot> | undefined, language: string | null, playbook: Playbook): Row {
  const known = playbook.slots.flatMap(definition => {
    const slot = slots?.get(definition.name)
    if (slot === undefined) return []
    return [[slotKey(definition.name), formatSlotValue(definition, slot.value, language ?? 'en')] as const]
  })
  return Object.fromEntries(known)
}
