import type { ConversationId, Db, Tx } from '#shared/database'
import { closingOf } from './reply-window.ts'

/** A message of a client in a chat of a business account. */
export interface Heard {
  readonly conversationId: ConversationId
  /** The channel's id of the message. */
  readonly messageId: string
  readonly heardAt: number
}

/**
 * Opens the reply windows of chats anew. Of several messages in one chat the last in the list counts. `lastWordAt` says when a
 * window that closes then is to be looked at for a last word; null: never.
 */
export async function openWindows(
  tx: Tx,
  heard: readonly Heard[],
  lastWordAt: (closesAt: number) => number | null,
): Promise<void> {
  const latest = new Map(heard.map(message => [message.conversationId, message]))
  if (latest.size === 0) return
  const rows = [...latest.values()].map(({ conversationId, messageId, heardAt }) => {
    const closesAt = closingOf(heardAt)
    return {
      conversation_id: conversationId,
      heard_message_id: messageId,
      heard_at: heardAt,
      closes_at: closesAt,
      last_word_due_at: lastWordAt(closesAt),
    }
  })
  await tx
    .insertInto('reply_windows')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .column('conversation_id')
        .doUpdateSet(({ ref }) => ({
          heard_message_id: ref('excluded.heard_message_id'),
          heard_at: ref('excluded.heard_at'),
          closes_at: ref('excluded.closes_at'),
          last_word_due_at: ref('excluded.last_word_due_at'),
        }))
        // Updates may come shuffled: an older message opens nothing.
        .whereRef('excluded.heard_at', '>=', 'reply_windows.heard_at'),
    )
    .execute()
}

/** When the windows of conversations close; those that never opened are not in it. */
export async function readClosings(
  db: Db,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('reply_windows')
    .select(['conversation_id', 'closes_at'])
    .where('conversation_id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.conversation_id, row.closes_at]))
}

export interface DueLastWord {
  readonly conversationId: ConversationId
  readonly closesAt: number
}

/** Takes the windows that are to be looked at for a last word; each once. */
export async function claimDueLastWords(tx: Tx, nowMs: number, limit: number): Promise<readonly DueLastWord[]> {
  const due = tx
    .selectFrom('reply_windows as due')
    .select('due.conversation_id')
    .where('due.last_word_due_at', '<=', nowMs)
    .orderBy('due.last_word_due_at')
    .limit(limit)
  const rows = await tx
    .updateTable('reply_windows')
    .set({ last_word_due_at: null })
    .where('conversation_id', 'in', due)
    .returning(['conversation_id', 'closes_at'])
    .execute()
  return rows.map(row => ({ conversationId: row.conversation_id, closesAt: row.closes_at }))
}

/** Looks at a window later again, if it is still open then. */
export async function postponeLastWord(
  tx: Tx,
  { conversationId, closesAt }: DueLastWord,
  dueAt: number,
): Promise<void> {
  if (dueAt >= closesAt) return
  await tx
    .updateTable('reply_windows')
    .set({ last_word_due_at: dueAt })
    .where('conversation_id', '=', conversationId)
    .where('closes_at', '=', closesAt)
    .execute()
}
