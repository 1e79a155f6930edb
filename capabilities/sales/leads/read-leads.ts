import type { Selectable } from 'kysely'
import type { ContactId, ConversationId, Db, LeadId, LeadsTable } from '#shared/database'
import type { KnownSlot } from '../slots/merge-slots.ts'
import { type Stage, stages } from '../stages/stage.ts'

/** A slot as it stands in the database. */
export interface StoredSlot extends KnownSlot {
  readonly updatedAt: number
}

/** All that is known of a lead when a turn begins. */
export interface LeadState {
  readonly id: LeadId
  readonly contactId: ContactId
  readonly userId: number
  /** Where the client is being led; null before the first saved progress. */
  readonly conversationId: ConversationId | null
  readonly name: string | null
  readonly contact: string | null
  readonly status: string
  readonly stage: Stage
  readonly returnStage: Stage | null
  readonly presentationTurns: number
  /** 1, and one more for each new topic after a summary. */
  readonly cycle: number
  /** When the cycle began: a meeting that was made before it belongs to an earlier topic. */
  readonly cycleStartedAt: number
  readonly intent: string | null
  readonly language: string | null
  readonly fitScore: number
  /** The newest first. */
  readonly slots: ReadonlyMap<string, StoredSlot>
}

/** The leads of these contacts with their slots: two queries for the whole batch. A contact without a lead is left out. */
export async function readLeads(tx: Db, contactIds: readonly ContactId[]): Promise<ReadonlyMap<ContactId, LeadState>> {
  if (contactIds.length === 0) return new Map()
  const rows = await tx.selectFrom('leads').selectAll().where('contact_id', 'in', contactIds).execute()
  const slots = await readSlotsOf(
    tx,
    rows.map(row => row.id),
  )
  return new Map(
    rows.flatMap(row =>
      row.contact_id === null
        ? []
        : [[row.contact_id, toState(row, row.contact_id, slots.get(row.id) ?? new Map())] as const],
    ),
  )
}

/** The slots of each of these leads, the newest first. */
export async function readSlotsOf(
  tx: Db,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, ReadonlyMap<string, StoredSlot>>> {
  if (leadIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('lead_slots')
    .select(['lead_id', 'slot_name', 'slot_value', 'confidence', 'source', 'message_id', 'updated_at'])
    .where('lead_id', 'in', leadIds)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const slots = new Map<LeadId, Map<string, StoredSlot>>(leadIds.map(id => [id, new Map()]))
  for (const row of rows) {
    slots.get(row.lead_id)?.set(row.slot_name, {
      value: row.slot_value,
      confidence: row.confidence,
      source: row.source,
      messageId: row.message_id,
      updatedAt: row.updated_at,
    })
  }
  return slots
}

function toState(row: Selectable<LeadsTable>, contactId: ContactId, slots: ReadonlyMap<string, StoredSlot>): LeadState {
  return {
    id: row.id,
    contactId,
    userId: row.user_id,
    conversationId: row.conversation_id,
    name: row.name,
    contact: row.contact,
    status: row.status,
    // A file of the earlier system may hold any word here.
    stage: parseStage(row.stage) ?? 'greeting',
    returnStage: parseStage(row.return_stage),
    presentationTurns: row.presentation_turns,
    cycle: row.cycle,
    cycleStartedAt: row.cycle_started_at ?? row.created_at,
    intent: row.intent,
    language: row.language,
    fitScore: row.fit_score,
    slots,
  }
}

function parseStage(text: string | null): Stage | null {
  return stages.find(stage => stage === text) ?? null
}
