import { type LeadNote, saveLeadProgress } from '#capabilities/sales'
import type { LeadId, Tx } from '#shared/database'

/** Writes into the lead's sales log what a person did with a meeting, as the agent's own doings are. */
export async function noteMeeting(tx: Tx, leadId: LeadId, note: LeadNote, nowMs: number): Promise<void> {
  const nothingElse = { turnId: null, move: null, intent: null, language: null, fit: null, objection: null }
  const change = { leadId, conversationId: null, ...nothingElse, slots: [], definitions: [], notes: [note] }
  await saveLeadProgress(tx, [change], nowMs)
}
