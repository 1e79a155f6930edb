import type { Selectable } from 'kysely'
import type { LeadId, LeadsTable, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import type { LeadChange } from './lead-change.ts'
import { type Progress, toProgress } from './lead-progress.ts'
import { saveHeads } from './save-heads.ts'
import { saveSlots } from './save-slots.ts'

/**
 * Makes what turns learned true: heads of leads, slots, stage history, funnel and sales log, as sets. A turn that was saved already
 * changes nothing and tells nothing. Returns what happened, in the order of the changes; publish it after the transaction.
 */
export async function saveLeadProgress(
  tx: Tx,
  changes: readonly LeadChange[],
  nowMs: number,
): Promise<readonly EventBody[]> {
  const events: EventBody[] = []
  for (const round of roundsOf(changes)) events.push(...(await saveRound(tx, round, nowMs)))
  return events
}

/** A lead stands at most once in a round: the second change of a batch builds upon the first. */
function roundsOf(changes: readonly LeadChange[]): readonly (readonly LeadChange[])[] {
  const rounds: LeadChange[][] = []
  const counts = new Map<LeadId, number>()
  for (const change of changes) {
    const round = counts.get(change.leadId) ?? 0
    counts.set(change.leadId, round + 1)
    rounds[round] = [...(rounds[round] ?? []), change]
  }
  return rounds
}

async function saveRound(tx: Tx, changes: readonly LeadChange[], nowMs: number): Promise<readonly EventBody[]> {
  const leads = await lockLeads(tx, changes, nowMs)
  const progress = changes.flatMap(change => {
    const lead = leads.get(change.leadId)
    const isSaved = lead !== undefined && change.turnId !== null && lead.last_turn_id === change.turnId
    return lead === undefined || isSaved ? [] : [toProgress(lead, change, nowMs)]
  })
  if (progress.length === 0) return []
  await saveHeads(tx, progress)
  await saveSlots(tx, progress, nowMs)
  await saveStages(tx, progress, nowMs)
  await saveLog(tx, progress, nowMs)
  return progress.flatMap(one => one.events)
}

/** An update reads and locks at once, on both engines: what is compared below cannot change until the commit. */
async function lockLeads(
  tx: Tx,
  changes: readonly LeadChange[],
  nowMs: number,
): Promise<ReadonlyMap<LeadId, Selectable<LeadsTable>>> {
  const ids = changes.map(change => change.leadId)
  const rows = await tx.updateTable('leads').set({ updated_at: nowMs }).where('id', 'in', ids).returningAll().execute()
  return new Map(rows.map(row => [row.id, row]))
}

async function saveStages(tx: Tx, progress: readonly Progress[], nowMs: number): Promise<void> {
  const moved = progress.flatMap(({ leadId, step }) => (step === null ? [] : [{ leadId, ...step }]))
  if (moved.length === 0) return
  await tx
    .insertInto('sales_stages')
    .values(
      moved.map(({ leadId, to, metadata }) => ({
        lead_id: leadId,
        stage: to,
        transitioned_at: nowMs,
        stage_metadata: JSON.stringify(metadata),
      })),
    )
    .execute()
  const ids = moved.map(({ leadId }) => leadId)
  await tx
    .updateTable('conversion_funnel')
    .set({ exited_at: nowMs })
    .where('lead_id', 'in', ids)
    .where('exited_at', 'is', null)
    .execute()
  await tx
    .insertInto('conversion_funnel')
    .values(moved.map(({ leadId, to }) => ({ lead_id: leadId, stage: to, entered_at: nowMs, exited_at: null })))
    .execute()
}

async function saveLog(tx: Tx, progress: readonly Progress[], nowMs: number): Promise<void> {
  const rows = progress.flatMap(({ leadId, log }) =>
    log.map(({ type, detail }) => ({
      lead_id: leadId,
      event_type: type,
      event_data: JSON.stringify(detail),
      occurred_at: nowMs,
    })),
  )
  if (rows.length > 0) await tx.insertInto('sales_events').values(rows).execute()
}
