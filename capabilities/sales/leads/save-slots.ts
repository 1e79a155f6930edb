import type { Tx } from '#shared/database'
import type { Progress } from './lead-progress.ts'

/** Writes the changed slots of many leads in one statement. */
export async function saveSlots(tx: Tx, progress: readonly Progress[], nowMs: number): Promise<void> {
  const rows = progress.flatMap(({ leadId, slots }) =>
    slots.map(slot => ({
      lead_id: leadId,
      slot_name: slot.slot,
      slot_value: slot.value,
      confidence: slot.confidence,
      source: slot.source,
      message_id: slot.messageId,
      extracted_at: nowMs,
      updated_at: nowMs,
    })),
  )
  if (rows.length === 0) return
  await tx
    .insertInto('lead_slots')
    .values(rows)
    .onConflict(conflict =>
      conflict.columns(['lead_id', 'slot_name']).doUpdateSet(eb => ({
        slot_value: eb.ref('excluded.slot_value'),
        confidence: eb.ref('excluded.confidence'),
        source: eb.ref('excluded.source'),
        message_id: eb.ref('excluded.message_id'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute()
}
