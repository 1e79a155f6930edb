import type { ContactId, LeadId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { enterStages, firstStage } from '../../open-leads.ts'
import type { Stage } from '../../stages/stage.ts'
import { moveByHand } from './edit-lead.ts'

/** A lead as a person or a program writes it down. */
export interface NewLead {
  readonly contactId: ContactId
  readonly userId: number
  readonly name: string | null
  readonly contact: string | null
  readonly source: string
  readonly status: string
  readonly stage: Stage
  readonly intent: string | null
  readonly language: string | null
}

export type AddOutcome =
  | { readonly kind: 'added'; readonly id: LeadId; readonly events: readonly EventBody[] }
  /** The person has a lead, perhaps one that was put away. */
  | { readonly kind: 'exists'; readonly id: LeadId }

/**
 * Stores a lead with its history, funnel and log: every lead begins in the first stage, and is moved on from there at once if it
 * has come further. Publish the events after the transaction.
 */
export async function addLead(tx: Tx, lead: NewLead, nowMs: number): Promise<AddOutcome> {
  const row = await tx
    .insertInto('leads')
    .values({
      contact_id: lead.contactId,
      user_id: lead.userId,
      name: lead.name,
      contact: lead.contact,
      source: lead.source,
      status: lead.status,
      stage: firstStage,
      intent: lead.intent,
      language: lead.language,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .onConflict(conflict => conflict.column('contact_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return { kind: 'exists', id: await findLeadOf(tx, lead.contactId) }
  await enterStages(tx, [{ id: row.id, stage: firstStage }], nowMs)
  const created = { type: 'lead.created', conversationId: null, leadId: row.id, userId: lead.userId } as const
  const moved = lead.stage === firstStage ? [] : await moveByHand(tx, row.id, lead.stage, nowMs)
  return { kind: 'added', id: row.id, events: [created, ...moved] }
}

async function findLeadOf(tx: Tx, contactId: ContactId): Promise<LeadId> {
  const { id } = await tx.selectFrom('leads').select('id').where('contact_id', '=', contactId).executeTakeFirstOrThrow()
  return id
}
