import type { ContactId, LeadId } from '../../schema.ts'
import type { People } from './import-people.ts'
import type { Import } from './import-rows.ts'
import { type EarlierContext, parseContext } from './parse-context.ts'

/** A lead from both places where the earlier system could have one: the table (15 tables) and `user_context` (what it wrote). */
export interface EarlierLead {
  readonly id: LeadId
  readonly contactId: ContactId | null
  readonly userId: number
  readonly name: string | null
  readonly contact: string | null
  readonly source: string | null
  readonly status: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** What the person's context knew; null without one. */
  readonly context: EarlierContext | null
}

const childTables = ['lead_slots', 'sales_stages', 'sales_events', 'meetings', 'conversion_funnel'] as const

/** Leads of the table keep their ids; those that only a context knew get the next ones. At most one lead a contact. */
export function gatherLeads(job: Import, people: People): readonly EarlierLead[] {
  const leads = new Map<number, EarlierLead>()
  const leadOf = new Map<number, EarlierLead>()
  for (const lead of readLeadRows(job)) {
    leads.set(lead.id, lead)
    // Several rows of one person: the newest is the person's lead, the others stay without a contact.
    leadOf.set(lead.userId, lead)
  }
  for (const lead of createLeadsForOrphans(job)) leads.set(lead.id, lead)
  for (const lead of leadOf.values()) leads.set(lead.id, { ...lead, contactId: people.get(lead.userId) ?? null })
  let lastId = [...leads.keys()].reduce((highest, id) => Math.max(highest, id), 0)
  for (const { user_id: userId, context_data, updated_at } of job.source.rows('user_context')) {
    const context = parseContext(context_data ?? '')
    const known = leads.get(leadOf.get(userId)?.id ?? 0)
    if (context === null || !(context.isLead || known !== undefined)) continue
    const lead = known ?? { ...emptyLead(++lastId, userId, updated_at), contactId: people.get(userId) ?? null }
    leads.set(lead.id, fillFrom(context, lead))
  }
  return [...leads.values()]
}

function readLeadRows({ source }: Import): readonly EarlierLead[] {
  return Array.from(source.rows('leads'), ({ id, user_id, created_at, updated_at, ...row }) => ({
    ...emptyLead(id, user_id, created_at),
    ...row,
    updatedAt: updated_at,
  }))
}

function createLeadsForOrphans({ source, report }: Import): readonly EarlierLead[] {
  const ids = new Set(childTables.flatMap(table => source.orphans(table, 'lead_id', 'leads')))
  return Array.from(ids, id => {
    report.note('changed', 'leads', 'missing but named by other rows, made anew for nobody')
    // No Telegram user has a negative id.
    return { ...emptyLead(id, -id, null), source: 'earlier' }
  })
}

function emptyLead(id: number, userId: number, createdAt: number | null): EarlierLead {
  const nothing = {
    contactId: null,
    name: null,
    contact: null,
    source: null,
    status: null,
    updatedAt: null,
    context: null,
  }
  return { ...nothing, id: id as LeadId, userId, createdAt }
}

/** What the lead's own row says stands; the context fills the gaps. */
function fillFrom(context: EarlierContext, lead: EarlierLead): EarlierLead {
  const clientName = context.slots.find(slot => slot.name === 'client_name')?.value
  return {
    ...lead,
    name: lead.name ?? clientName ?? context.name,
    contact: lead.contact ?? context.contact,
    source: lead.source ?? context.source,
    status: lead.status ?? context.status,
    context,
  }
}
