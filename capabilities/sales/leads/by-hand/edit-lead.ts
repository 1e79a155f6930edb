import type { LeadId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import type { Stage } from '../../stages/stage.ts'
import type { Lead } from '../listing/lead.ts'
import { saveLeadProgress } from '../save-lead-progress.ts'

/** What a person may change by hand, as it shall be. */
export interface LeadEdit {
  readonly name: string | null
  readonly contact: string | null
  readonly source: string
  readonly status: string
  /** Null: as it is, which in a file of the earlier system may be any word. */
  readonly stage: Stage | null
  readonly intent: string | null
  readonly language: string | null
}

export interface LeadChanges {
  /** The fields that have changed; empty when the edit said what stood there already. */
  readonly fields: readonly (keyof LeadEdit)[]
  readonly events: readonly EventBody[]
}

/**
 * Makes an edit true, a change of stage in the way the agent's own are: history, funnel, log and event. An edit that changes
 * nothing writes nothing. `lead` is as it stands, its row held by `lockLead`. Publish the events after the transaction.
 */
export async function editLead(tx: Tx, lead: Lead, edit: LeadEdit, nowMs: number): Promise<LeadChanges> {
  const { stage, ...head } = edit
  const headFields = headNames.filter(field => lead[field] !== head[field])
  if (headFields.length > 0) {
    const change = { ...head, updated_at: nowMs }
    await tx.updateTable('leads').set(change).where('id', '=', lead.id).execute()
  }
  if (stage === null || stage === lead.stage) return { fields: headFields, events: [] }
  return { fields: [...headFields, 'stage'], events: await moveByHand(tx, lead.id, stage, nowMs) }
}

const headNames = ['name', 'contact', 'source', 'status', 'intent', 'language'] as const

/** An objection that was being answered is behind whom a person moves. */
export function moveByHand(tx: Tx, leadId: LeadId, stage: Stage, nowMs: number): Promise<readonly EventBody[]> {
  const move = {
    stage,
    returnStage: null,
    presentationTurns: 0,
    isNewCycle: false,
    because: 'moved-by-person',
  } as const
  const nothingElse = { turnId: null, intent: null, language: null, fit: null, objection: null }
  const change = { leadId, conversationId: null, ...nothingElse, slots: [], definitions: [], notes: [] }
  return saveLeadProgress(tx, [{ ...change, move }], nowMs)
}
