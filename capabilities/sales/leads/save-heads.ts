import { sql } from 'kysely'
import type { Tx } from '#shared/database'
import type { Progress } from './lead-progress.ts'

/** Writes the heads of many leads in one statement. */
export async function saveHeads(tx: Tx, progress: readonly Progress[]): Promise<void> {
  const rows = progress.map(
    ({ leadId, head }) => sql`(cast(${leadId} as bigint), cast(${head.conversation_id} as bigint),
      cast(${head.last_turn_id} as text), cast(${head.stage} as text), cast(${head.return_stage} as text),
      cast(${head.presentation_turns} as bigint), cast(${head.cycle} as bigint), cast(${head.cycle_started_at} as bigint),
      cast(${head.intent} as text), cast(${head.language} as text), cast(${head.fit_score} as bigint),
      cast(${head.name} as text), cast(${head.contact} as text))`,
  )
  // PostgreSQL must not mistake a name: so the columns of `head` have names of their own.
  await sql`
    with head (head_id, new_conversation_id, new_last_turn_id, new_stage, new_return_stage, new_presentation_turns, new_cycle,
      new_cycle_started_at, new_intent, new_language, new_fit_score, new_name, new_contact) as (values ${sql.join(rows)})
    update leads set
      conversation_id = new_conversation_id, last_turn_id = new_last_turn_id, stage = new_stage,
      return_stage = new_return_stage, presentation_turns = new_presentation_turns, cycle = new_cycle,
      cycle_started_at = new_cycle_started_at, intent = new_intent, language = new_language, fit_score = new_fit_score,
      name = new_name, contact = new_contact
    from head where id = head_id`.execute(tx)
}
