import { type Actor, recordAudit } from '#capabilities/access'
import { addContact, numberOf } from '#capabilities/conversations'
import { addLead, addLeadNote, type ListedLead, type Playbook, saveLeadProgress, scoreLead } from '#capabilities/sales'
import type { LeadId, Tx } from '#shared/database'
import { commitEvents, type EventBody, type EventDeps } from '#shared/events'

export interface ImportOrder {
  readonly leads: readonly ListedLead[]
  readonly playbook: Playbook
  readonly actor: Actor
}

// A platform that runs on the same SQLite file waits for each: a few tenths of a second.
const leadsPerTransaction = 50

/**
 * Writes listed people down as leads, with their notes and slots, each as if somebody had done it by hand. Some at a time in a
 * transaction: what was written before a failure stays. Nobody's consent is assumed. Returns how many were made; who has a lead by
 * their number in Telegram is left as they are.
 */
export async function importLeads(deps: EventDeps, { leads, playbook, actor }: ImportOrder): Promise<number> {
  let made = 0
  for (let start = 0; start < leads.length; start += leadsPerTransaction) {
    const batch = leads.slice(start, start + leadsPerTransaction)
    made += await commitEvents(deps, async (tx, tell) => {
      let count = 0
      for (const lead of batch) {
        const events = await importLead(tx, lead, { playbook, actor, ownId: deps.newId(), nowMs: deps.clock.now() })
        if (events !== null) count += 1
        tell(...(events ?? []))
      }
      return count
    })
  }
  return made
}

interface Circumstances {
  readonly playbook: Playbook
  readonly actor: Actor
  /** For the number of a person who has none. */
  readonly ownId: string
  readonly nowMs: number
}

/** What happened; null when the person has a lead. */
async function importLead(
  tx: Tx,
  lead: ListedLead,
  { playbook, actor, ownId, nowMs }: Circumstances,
): Promise<readonly EventBody[] | null> {
  const { name, contact, source, status, stage, intent, language, note, telegramId } = lead
  const person =
    telegramId === null ? { channel: 'manual', userId: numberOf(ownId) } : { channel: 'telegram', userId: telegramId }
  const { id: contactId, userId } = await addContact(tx, { ...person, displayName: name }, nowMs)
  const head = { name, contact, source, status, stage, intent, language }
  const outcome = await addLead(tx, { ...head, contactId, userId }, nowMs)
  if (outcome.kind === 'exists') return null
  const after = { source, status, stage, intent, language }
  const target = `lead:${outcome.id}`
  await recordAudit(tx, { actor, action: 'lead.create', target, before: null, after }, nowMs)
  if (note !== null) {
    const { id } = await addLeadNote(tx, { leadId: outcome.id, author: actor, text: note }, nowMs)
    await recordAudit(tx, { actor, action: 'lead.note', target, before: null, after: { note_id: id } }, nowMs)
  }
  return [...outcome.events, ...(await saveSlots(tx, outcome.id, { lead, playbook, nowMs }))]
}

interface Filling {
  readonly lead: ListedLead
  readonly playbook: Playbook
  readonly nowMs: number
}

async function saveSlots(
  tx: Tx,
  leadId: LeadId,
  { lead: { slots }, playbook, nowMs }: Filling,
): Promise<readonly EventBody[]> {
  if (slots.length === 0) return []
  const fit = scoreLead(playbook, new Map(slots.map(slot => [slot.slot, slot])))
  const nothingElse = { conversationId: null, turnId: null, move: null, intent: null, language: null, objection: null }
  const change = { leadId, slots, definitions: playbook.slots, fit, notes: [], ...nothingElse }
  return saveLeadProgress(tx, [change], nowMs)
}
