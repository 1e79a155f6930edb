import { sql } from 'kysely'
import type { ConversationId, Db, LeadId, Tx } from '#shared/database'
import { type Stage, stages } from '../stages/stage.ts'

/** A follow-up is pending at most once per lead (an index holds it), and is marked sent before it is sent. */
export interface FollowUpPlan {
  readonly leadId: LeadId
  readonly conversationId: ConversationId
  /** 1 for the first after the client's last word. */
  readonly number: number
  readonly stage: Stage
  readonly dueAt: number
}

export interface DueFollowUp extends FollowUpPlan {
  readonly id: number
}

/** Plans the next follow-up of each lead, in the place of the one that is pending if there is one. Of two for a lead the last counts. */
export async function scheduleFollowUps(tx: Tx, plans: readonly FollowUpPlan[], nowMs: number): Promise<void> {
  if (plans.length === 0) return
  const lastOfLead = new Map(plans.map(plan => [plan.leadId, plan]))
  const rows = Array.from(lastOfLead.values(), ({ leadId, conversationId, number, stage, dueAt }) => ({
    lead_id: leadId,
    conversation_id: conversationId,
    number,
    stage,
    due_at: dueAt,
    reason: null,
    created_at: nowMs,
    settled_at: null,
  }))
  await tx
    .insertInto('follow_ups')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .column('lead_id')
        .where('state', '=', pending)
        .doUpdateSet(eb => ({
          conversation_id: eb.ref('excluded.conversation_id'),
          number: eb.ref('excluded.number'),
          stage: eb.ref('excluded.stage'),
          due_at: eb.ref('excluded.due_at'),
          created_at: eb.ref('excluded.created_at'),
        })),
    )
    .execute()
}

/** Cancels what is pending for these leads: they answered, opted out, or a human has the chat. Returns how many. */
export async function cancelFollowUps(
  tx: Db,
  leadIds: readonly LeadId[],
  reason: string,
  nowMs: number,
): Promise<number> {
  if (leadIds.length === 0) return 0
  const result = await tx
    .updateTable('follow_ups')
    .set({ state: 'cancelled', reason, settled_at: nowMs })
    .where('lead_id', 'in', leadIds)
    .where('state', '=', pending)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/**
 * Takes what is due and marks it sent. Queue the messages in the same transaction: then each follow-up leaves at most once, however
 * many workers claim. What must not be sent after all is given to `settleFollowUp` before the commit.
 */
export async function claimDueFollowUps(tx: Tx, nowMs: number, limit: number): Promise<readonly DueFollowUp[]> {
  const rows = await tx
    .updateTable('follow_ups')
    .set({ state: 'sent', settled_at: nowMs })
    .where('id', 'in', due =>
      due
        .selectFrom('follow_ups')
        .select('id')
        .where('state', '=', pending)
        .where('due_at', '<=', nowMs)
        .orderBy('due_at')
        .limit(limit),
    )
    .where('state', '=', pending)
    .returning(['id', 'lead_id', 'conversation_id', 'number', 'stage', 'due_at'])
    .execute()
  return rows.map(toDue).sort((one, other) => one.dueAt - other.dueAt)
}

/** What becomes of a claimed follow-up that is not sent: given up, or sent later (quiet hours). */
export type FollowUpOutcome =
  | { readonly kind: 'cancelled'; readonly reason: string }
  | { readonly kind: 'postponed'; readonly dueAt: number }

/** Settles a claimed follow-up otherwise than as sent, in the transaction that claimed it. */
export async function settleFollowUp(tx: Tx, id: number, outcome: FollowUpOutcome, nowMs: number): Promise<void> {
  const change =
    outcome.kind === 'cancelled'
      ? { state: 'cancelled' as const, reason: outcome.reason, settled_at: nowMs }
      : { state: 'pending' as const, due_at: outcome.dueAt, settled_at: null }
  await tx.updateTable('follow_ups').set(change).where('id', '=', id).where('state', '=', 'sent').execute()
}

// A literal, not a parameter: PostgreSQL and SQLite use a partial index only when the query says its words.
const pending = sql.lit('pending' as const)

interface FollowUpRow {
  readonly id: number
  readonly lead_id: LeadId
  readonly conversation_id: ConversationId
  readonly number: number
  readonly stage: string
  readonly due_at: number
}

function toDue(row: FollowUpRow): DueFollowUp {
  return {
    id: row.id,
    leadId: row.lead_id,
    conversationId: row.conversation_id,
    number: row.number,
    stage: stages.find(stage => stage === row.stage) ?? 'greeting',
    dueAt: row.due_at,
  }
}
