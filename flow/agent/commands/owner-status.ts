import { type SqlBool, sql } from 'kysely'
import type { ConversationId, Db } from '#shared/database'

export interface OwnerStatus {
  readonly waitingTurns: number
  readonly queuedMessages: number
  /** Deliveries whose fate is not known, or that failed. */
  readonly troubledDeliveries: number
  readonly recent: readonly {
    readonly id: ConversationId
    readonly name: string | null
    readonly handler: 'ai' | 'human'
  }[]
}

/** What `/status` tells the owner. Every count is the length of a partial index (its words, not parameters: see speaker-rows); the recent list is the ten newest chats. */
export async function readOwnerStatus(db: Db): Promise<OwnerStatus> {
  const count = (row: { count: number | string | bigint } | undefined): number => Number(row?.count ?? 0)
  const [waiting, queued, troubled, recent] = await Promise.all([
    db
      .selectFrom('conversations')
      .select(eb => eb.fn.countAll().as('count'))
      .where('turn_due_at', 'is not', null)
      .executeTakeFirst(),
    db
      .selectFrom('outbound')
      .select(eb => eb.fn.countAll().as('count'))
      .where(sql<SqlBool>`state in ('queued', 'sending')`)
      .executeTakeFirst(),
    db
      .selectFrom('outbound')
      .select(eb => eb.fn.countAll().as('count'))
      .where(sql<SqlBool>`state in ('unknown', 'failed')`)
      .executeTakeFirst(),
    db
      .selectFrom('conversations as c')
      .innerJoin('contacts as p', 'p.id', 'c.contact_id')
      .select(['c.id', 'c.handler', 'p.display_name'])
      .where('c.last_message_at', 'is not', null)
      .orderBy('c.last_message_at', 'desc')
      .limit(10)
      .execute(),
  ])
  return {
    waitingTurns: count(waiting),
    queuedMessages: count(queued),
    troubledDeliveries: count(troubled),
    recent: recent.map(row => ({ id: row.id, name: row.display_name, handler: row.handler })),
  }
}

/** The status in the owner's language. */
export function writeOwnerStatus(status: OwnerStatus, language: string): string {
  const isRussian = language === 'ru'
  const head = isRussian
    ? `Ждут ответа: ${status.waitingTurns}. В очереди на отправку: ${status.queuedMessages}. Не доставлено или неизвестно: ${status.troubledDeliveries}.`
    : `Waiting for an answer: ${status.waitingTurns}. Queued to be sent: ${status.queuedMessages}. Failed or unknown deliveries: ${status.troubledDeliveries}.`
  const who = isRussian
    ? { ai: 'отвечает ИИ', human: 'отвечает человек' }
    : { ai: 'AI answers', human: 'a human answers' }
  const list = status.recent.map(chat => `${chat.id} · ${chat.name ?? '—'} · ${who[chat.handler]}`)
  const foot = isRussian
    ? '/takeover N — забрать разговор, /handback N — вернуть ИИ'
    : '/takeover N — take a conversation, /handback N — give it back'
  return [head, ...list, foot].join('\n')
}
