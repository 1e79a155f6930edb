import type { ConversationId, MessageId } from '../../schema.ts'
import type { EarlierTable } from '../file/source.ts'
import { type Conversations, conversationOf } from './import-conversations.ts'
import { type Import, importRows } from './import-rows.ts'

/** The summary and the metrics of each conversation. There is one of each now: the one written last stands. */
export async function importConversationNotes(job: Import, conversations: Conversations): Promise<void> {
  await importSummaries(job, conversations)
  await importMetrics(job, conversations)
}

async function importSummaries(job: Import, conversations: Conversations): Promise<void> {
  await importRows(newestOfEach(job, conversations, 'conversation_summaries'), batch =>
    job.tx
      .insertInto('conversation_summaries')
      .values(
        batch.map(([conversationId, summary]) => ({
          id: summary.id,
          conversation_id: conversationId,
          summary_text: summary.summary_text ?? '',
          cutoff_message_id: (summary.cutoff_message_id ?? 0) as MessageId,
          created_at: summary.created_at ?? job.now,
          updated_at: summary.updated_at ?? summary.created_at ?? job.now,
        })),
      )
      .execute(),
  )
}

async function importMetrics(job: Import, conversations: Conversations): Promise<void> {
  await importRows(newestOfEach(job, conversations, 'conversation_metrics'), batch =>
    job.tx
      .insertInto('conversation_metrics')
      .values(
        batch.map(([conversationId, metrics]) => ({
          id: metrics.id,
          conversation_id: conversationId,
          message_count: metrics.message_count ?? 0,
          duration_days: metrics.duration_days ?? 0,
          top_themes: metrics.top_themes,
          tone: metrics.tone,
          updated_at: metrics.updated_at ?? job.now,
        })),
      )
      .execute(),
  )
}

type NoteTable = Extract<EarlierTable, 'conversation_summaries' | 'conversation_metrics'>

function newestOfEach<Table extends NoteTable>(job: Import, conversations: Conversations, table: Table) {
  const rows = Array.from(job.source.rows(table), row => {
    return [conversationOf(conversations, row.conversation_id).id, row] as const
  })
  const newest = new Map<ConversationId, (typeof rows)[number][1]>()
  for (const [conversationId, row] of rows) {
    if (newest.has(conversationId)) job.report.note('left', table, 'older row of a conversation')
    newest.set(conversationId, row)
  }
  return newest
}
