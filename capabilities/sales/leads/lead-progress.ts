import type { Selectable } from 'kysely'
import type { LeadId, LeadsTable } from '#shared/database'
import type { EventBody } from '#shared/events'
import type { SlotKind } from '../playbook/playbook.ts'
import { confidenceBands, type SlotChange } from '../slots/merge-slots.ts'
import type { LeadChange, LeadNote } from './lead-change.ts'

/** What a change comes to for one lead: the rows to write and the events to tell. */
export interface Progress {
  readonly leadId: LeadId
  readonly head: LeadHead
  /** Null when the stage did not change. */
  readonly step: Step | null
  readonly slots: readonly SlotChange[]
  readonly log: readonly LogEntry[]
  readonly events: readonly EventBody[]
}

/** What a turn may change in the row of a lead. */
export type LeadHead = Pick<
  Selectable<LeadsTable>,
  | 'conversation_id'
  | 'last_turn_id'
  | 'stage'
  | 'return_stage'
  | 'presentation_turns'
  | 'cycle'
  | 'cycle_started_at'
  | 'intent'
  | 'language'
  | 'fit_score'
  | 'name'
  | 'contact'
>

export interface Step {
  readonly from: string
  readonly to: string
  readonly metadata: { readonly from: string; readonly because: string; readonly cycle: number }
}

export interface LogEntry {
  readonly type: string
  readonly detail: LeadNote['detail']
}

/** Compares a change with the lead as it stands now. Pure. */
export function toProgress(lead: Selectable<LeadsTable>, change: LeadChange, nowMs: number): Progress {
  const step = toStep(lead, change)
  const isQualified = change.fit !== null && crosses(lead.fit_score, change.fit)
  return {
    leadId: lead.id,
    head: toHead(lead, change, nowMs),
    step,
    slots: change.slots,
    log: toLog(lead, change, { step, isQualified }),
    events: toEvents(lead, change, { step, isQualified }),
  }
}

interface Outcome {
  readonly step: Step | null
  readonly isQualified: boolean
}

function crosses(
  oldScore: number,
  { score, threshold }: { readonly score: number; readonly threshold: number },
): boolean {
  return oldScore < threshold && score >= threshold
}

function cycleAfter(lead: Selectable<LeadsTable>, { move }: LeadChange): number {
  return move?.isNewCycle === true ? lead.cycle + 1 : lead.cycle
}

function toStep(lead: Selectable<LeadsTable>, change: LeadChange): Step | null {
  const { move } = change
  if (move === null || move.stage === lead.stage) return null
  const metadata = { from: lead.stage, because: move.because, cycle: cycleAfter(lead, change) }
  return { from: lead.stage, to: move.stage, metadata }
}

function toHead(lead: Selectable<LeadsTable>, change: LeadChange, nowMs: number): LeadHead {
  const { move } = change
  return {
    conversation_id: change.conversationId ?? lead.conversation_id,
    last_turn_id: change.turnId ?? lead.last_turn_id,
    stage: move?.stage ?? lead.stage,
    return_stage: move === null ? lead.return_stage : move.returnStage,
    presentation_turns: move?.presentationTurns ?? lead.presentation_turns,
    cycle: cycleAfter(lead, change),
    cycle_started_at: move?.isNewCycle === true ? nowMs : lead.cycle_started_at,
    intent: change.intent ?? lead.intent,
    language: change.language ?? lead.language,
    fit_score: change.fit?.score ?? lead.fit_score,
    name: valueOfKind(change, 'name') ?? lead.name,
    contact: valueOfKind(change, 'contact') ?? lead.contact,
  }
}

/** The head of a lead shows only what may be counted on. */
function valueOfKind({ slots, definitions }: LeadChange, kind: SlotKind): string | null {
  const names = new Set(definitions.filter(slot => slot.kind === kind).map(slot => slot.name))
  const found = slots.find(slot => names.has(slot.slot) && slot.confidence >= confidenceBands.confirm)
  return found?.value ?? null
}

function toLog(lead: Selectable<LeadsTable>, change: LeadChange, { step, isQualified }: Outcome): readonly LogEntry[] {
  const { intent, objection, fit } = change
  const log: LogEntry[] = change.slots.map(slot => ({
    type: `slot.${slot.kind}`,
    detail: { slot: slot.slot, value: slot.value, confidence: slot.confidence, source: slot.source },
  }))
  if (intent !== null && intent !== lead.intent)
    log.push({ type: 'intent.changed', detail: { from: lead.intent ?? '', to: intent } })
  if (objection !== null) log.push({ type: 'objection.raised', detail: { objection } })
  if (step !== null) log.push({ type: 'stage.changed', detail: { to: step.to, ...step.metadata } })
  if (isQualified && fit !== null) log.push({ type: 'lead.qualified', detail: { score: fit.score } })
  return [...log, ...change.notes]
}

function toEvents(
  lead: Selectable<LeadsTable>,
  change: LeadChange,
  { step, isQualified }: Outcome,
): readonly EventBody[] {
  const { leadId, fit, objection } = change
  const conversationId = change.conversationId ?? lead.conversation_id
  const events: EventBody[] = []
  const values = change.slots.filter(slot => slot.kind === 'found' || slot.kind === 'corrected')
  if (values.length > 0)
    events.push({ type: 'lead.slot_changed', conversationId, leadId, slots: values.map(slot => slot.slot) })
  if (objection !== null) events.push({ type: 'lead.objection_raised', conversationId, leadId, objection })
  if (step !== null)
    events.push({ type: 'lead.stage_changed', conversationId, leadId, oldStage: step.from, newStage: step.to })
  if (isQualified && fit !== null) events.push({ type: 'lead.qualified', conversationId, leadId, fitScore: fit.score })
  return events
}
