import { sql } from 'kysely'
import type { ConversationId, Db, MessageId, Tx } from '#shared/database'

/** The rolling summary of a conversation: everything up to and including `cutoffMessageId`, in the words of a model. */
export interface Summary {
  readonly text: string
  readonly cutoffMessageId: MessageId
}

/** The summaries of these conversations; one that has none is missing in the result. */
export async function readSummaries(
  tx: Db,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, Summary>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('conversation_summaries')
    .select(['conversation_id', 'summary_text', 'cutoff_message_id'])
    .where('conversation_id', 'in', ids)
    .execute()
  return new Map(
    rows.map(row => [row.conversation_id, { text: row.summary_text, cutoffMessageId: row.cutoff_message_id }]),
  )
}

/** Replaces the summary, unless a newer one is there already. */
export async function saveSummary(tx: Tx, id: ConversationId, summary: Summary, nowMs: number): Promise<void> {
  await tx
    .insertInto('conversation_summaries')
    .values({
      conversation_id: id,
      summary_text: summary.text,
      cutoff_message_id: summary.cutoffMessageId,
      created_at: nowMs,
      updated_at: nowMs,
    })
    .onConflict(conflict =>
      conflict
        .column('conversation_id')
        .doUpdateSet({ summary_text: summary.text, cutoff_message_id: summary.cutoffMessageId, updated_at: nowMs })
        .where('conversation_summaries.cutoff_message_id', '<', summary.cutoffMessageId),
    )
    .execute()
}

/** Marks conversations whose summary leaves out at least `threshold` messages that the prompt leaves out too. */
export async function scheduleSummaries(
  tx: Tx,
  ids: readonly ConversationId[],
  rules: { readonly window: number; readonly threshold: number; readonly nowMs: number },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('conversations')
    .set({ summary_due_at: rules.nowMs })
    .where('id', 'in', ids)
    .where('summary_due_at', 'is', null)
    // Walks the index on (conversation_id, id) from the newest message down, and no further than it must.
    .where(
      sql<number>`(select count(*) from (select m.id from messages as m
        where m.conversation_id = conversations.id
          and m.id > coalesce((select s.cutoff_message_id from conversation_summaries as s where s.conversation_id = conversations.id), 0)
        order by m.id desc limit ${sql.lit(rules.window + rules.threshold)}) as unsummarised)`,
      '>=',
      rules.window + rules.threshold,
    )
    .execute()
}

/** What a summary would have to take in: all that is neither in the last one nor among the newest `window` messages. */
export async function readUnsummarised(
  db: Db,
  id: ConversationId,
  window: number,
): Promise<{
  readonly earlier: string | null
  readonly messages: readonly { readonly id: MessageId; readonly role: string; readonly content: string }[]
}> {
  const summary = (await readSummaries(db, [id])).get(id) ?? null
  const newest = await db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', id)
    .orderBy('id', 'desc')
    .limit(window + 1)
    .execute()
  const lastBefore = newest[window]?.id ?? 0
  const messages = await db
    .selectFrom('messages')
    .select(['id', 'role', 'content'])
    .where('conversation_id', '=', id)
    .where('id', '>', summary?.cutoffMessageId ?? (0 as MessageId))
    .where('id', '<=', lastBefore as MessageId)
    .orderBy('id')
    .limit(mostAtOnce)
    .execute()
  return { earlier: summary?.text ?? null, messages }
}

// What a model reads in one request; a longer past is taken in by several.
const mostAtOnce = 100

/** Conversations whose summary is due, longest waiting first. */
export async function findDueSummaries(db: Db, nowMs: number, limit: number): Promise<readonly ConversationId[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('summary_due_at', '<=', nowMs)
    .orderBy('summary_due_at')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/** Says when a summary is to be tried again; null: it is fresh. */
export async function setSummaryDue(db: Db, id: ConversationId, dueAt: number | null): Promise<void> {
  await db.updateTable('conversations').set({ summary_due_at: dueAt }).where('id', '=', id).execute()
}
