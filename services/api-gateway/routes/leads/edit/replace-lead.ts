import type { z } from 'zod'
import { type Actor, recordAudit } from '#capabilities/access'
import { reviseConversations } from '#capabilities/conversations'
import { editLead, type Lead, type LeadEdit, lockLead } from '#capabilities/sales'
import type { LeadId, Tx } from '#shared/database'
import type { Change } from '../../../commit-change.ts'
import { mayWrite, writeEtag } from '../../../http/etag.ts'
import type { RouteContext } from '../../../route-context.ts'
import type { leadDetail } from '../body/lead-detail.ts'
import { readDetail } from '../read-detail.ts'
import { describeEdit } from './describe-edit.ts'

export type ReplaceOutcome =
  | { readonly kind: 'written'; readonly lead: z.infer<typeof leadDetail> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'outdated' }

interface Replacement {
  readonly id: LeadId
  /** The header; undefined: whatever stands there is changed. */
  readonly ifMatch: string | undefined
  readonly actor: Actor
  readonly toEdit: (lead: Lead) => LeadEdit
  readonly nowMs: number
}

/**
 * Makes an edit of a person true, with its audit entry; an answer that is being generated for the client is decided anew. One that
 * changes nothing leaves no trace.
 */
export async function replaceLead(
  tx: Tx,
  { playbook }: Pick<RouteContext, 'playbook'>,
  { id, ifMatch, actor, toEdit, nowMs }: Replacement,
): Promise<Change<ReplaceOutcome>> {
  const lead = await lockLead(tx, id)
  if (lead === null || lead.deletedAt !== null) return { result: { kind: 'missing' }, events: [] }
  const before = await readDetail(tx, id, playbook)
  if (before === null || !mayWrite(ifMatch, writeEtag(before))) return { result: { kind: 'outdated' }, events: [] }
  const edit = toEdit(lead)
  const { fields, events } = await editLead(tx, lead, edit, nowMs)
  if (fields.length === 0) return { result: { kind: 'written', lead: before }, events: [] }
  if (lead.contactId !== null) await reviseConversations(tx, lead.contactId)
  await recordAudit(
    tx,
    { actor, action: 'lead.update', target: `lead:${id}`, ...describeEdit(lead, edit, fields) },
    nowMs,
  )
  const after = await readDetail(tx, id, playbook)
  return { result: { kind: 'written', lead: after ?? before }, events }
}
