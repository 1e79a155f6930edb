import { sql } from 'kysely'
import type { ConversationId, Db } from '#shared/database'

/** Notes that something was said to a client outside of a turn. Words of a human answer whatever the client was waiting for. */
export async function noteSpeech(
  tx: Db,
  id: ConversationId,
  speech: { readonly by: 'assistant' | 'human'; readonly atMs: number },
): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({
      // A chat in which no client has written yet stays one.
      last_message_at: sql<
        number | null
      >`case when last_message_at is null then null else cast(${speech.atMs} as bigint) end`,
      updated_at: speech.atMs,
      ...(speech.by === 'human' ? { unanswered_since: null } : {}),
    })
    .where('id', '=', id)
    .execute()
}
