import { sql } from 'kysely'
import type { ConversationId, Tx } from '#shared/database'
import type { Batch } from './batch.ts'
import type { MetricCount } from './counter.ts'
import { type ConversationTally, toneOf, topThemes } from './tallies/conversation-tally.ts'

/** Writes what a batch came to: the counts are added to those that stand, the tallies take the place of theirs. */
export async function saveBatch(tx: Tx, batch: Batch, counts: readonly MetricCount[]): Promise<void> {
  for (const rows of inChunks(counts)) await addCounts(tx, rows)
  for (const rows of inChunks([...batch.conversations])) await saveConversations(tx, rows)
  const leads = [...batch.leads].map(([id, tally]) => ({
    lead_id: id,
    tally: JSON.stringify(tally),
    updated_at: tally.lastAt,
  }))
  for (const rows of inChunks(leads)) {
    await tx
      .insertInto('lead_metrics')
      .values([...rows])
      .onConflict(conflict =>
        conflict.column('lead_id').doUpdateSet({ tally: sql`excluded.tally`, updated_at: sql`excluded.updated_at` }),
      )
      .execute()
  }
}

// Both engines take some 30,000 values in one statement.
const chunk = 1000

function inChunks<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / chunk) }, (_, at) => rows.slice(at * chunk, (at + 1) * chunk))
}

async function addCounts(tx: Tx, counts: readonly MetricCount[]): Promise<void> {
  await tx
    .insertInto('metric_counts')
    .values(
      counts.map(({ metric, grain, startsAt, dimension, value }) => ({
        metric,
        grain,
        starts_at: startsAt,
        dimension,
        value,
      })),
    )
    .onConflict(conflict =>
      conflict
        .columns(['metric', 'grain', 'starts_at', 'dimension'])
        .doUpdateSet({ value: sql`metric_counts.value + excluded.value` }),
    )
    .execute()
}

const dayMs = 86_400_000

async function saveConversations(
  tx: Tx,
  tallies: readonly (readonly [ConversationId, ConversationTally])[],
): Promise<void> {
  const begun = await tx
    .selectFrom('conversations')
    .select(['id', 'created_at'])
    .where(
      'id',
      'in',
      tallies.map(([id]) => id),
    )
    .execute()
  const beganAt = new Map(begun.map(row => [row.id, row.created_at]))
  await tx
    .insertInto('conversation_metrics')
    .values(
      tallies.map(([id, tally]) => ({
        conversation_id: id,
        message_count: tally.messages,
        duration_days: Math.max(0, Math.floor((tally.lastAt - (beganAt.get(id) ?? tally.lastAt)) / dayMs)),
        top_themes: JSON.stringify(topThemes(tally)),
        tone: toneOf(tally),
        tally: JSON.stringify(tally),
        updated_at: tally.lastAt,
      })),
    )
    .onConflict(conflict =>
      conflict.column('conversation_id').doUpdateSet({
        message_count: sql`excluded.message_count`,
        duration_days: sql`excluded.duration_days`,
        top_themes: sql`excluded.top_themes`,
        tone: sql`excluded.tone`,
        tally: sql`excluded.tally`,
        updated_at: sql`excluded.updated_at`,
      }),
    )
    .execute()
}
