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
      last_message_at: speech.atMs,
      updated_at: speech.atMs,
      ...(speech.by === 'human' ? { unanswered_since: null } : {}),
    })
    .where('id', '=', id)
    .execute()
}
