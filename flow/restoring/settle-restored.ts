import { sql } from 'kysely'
import type { Database } from '#shared/database'

/** What a restore took back from those who were to hear it, in numbers. */
export interface Settled {
  /** Parts of which nobody knows whether they were sent after the backup was made. */
  readonly parts: number
  /** Chats in which an answer was due. */
  readonly turns: number
  /** Follow-ups and reminders whose time has come since. */
  readonly reminders: number
}

/**
 * A backup shows as still to be said what was probably said after it was made. Nothing of that is said again: open parts become
 * `unknown`, due answers wait for the client's next word (the chat is still listed as unanswered), and what fell due since the
 * backup is let go. What is due later stays due.
 */
export function settleRestored(database: Database, nowMs: number): Promise<Settled> {
  return database.transaction(async tx => {
    const parts = await sql`update outbound set state = 'unknown', error_code = 'restored', settled_at = ${nowMs}
      where state in ('queued', 'sending')`.execute(tx)
    const turns =
      await sql`update conversations set turn_due_at = null, turn_waiting_since = null, turn_lease_id = null,
      turn_lease_until = null, media_until = null, turn_revision = turn_revision + 1
      where turn_due_at is not null`.execute(tx)
    const followUps = await sql`update follow_ups set state = 'cancelled', reason = 'restored', settled_at = ${nowMs}
      where state = 'pending' and due_at <= ${nowMs}`.execute(tx)
    const reminders = await sql`update meetings set reminder_due_at = null where reminder_due_at <= ${nowMs}`.execute(
      tx,
    )
    await sql`update meetings set brief_due_at = null where brief_due_at <= ${nowMs}`.execute(tx)
    await sql`update reply_windows set last_word_due_at = null where last_word_due_at <= ${nowMs}`.execute(tx)
    return {
      parts: Number(parts.numAffectedRows ?? 0),
      turns: Number(turns.numAffectedRows ?? 0),
      reminders: Number(followUps.numAffectedRows ?? 0) + Number(reminders.numAffectedRows ?? 0),
    }
  })
}
