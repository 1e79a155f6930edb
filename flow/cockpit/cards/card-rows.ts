import type { Selectable } from 'kysely'
import type { CockpitCardsTable, ConversationId, Db, LeadId, Tx } from '#shared/database'

/** A card as it stands in its row. */
export type Card = Selectable<CockpitCardsTable>

export type CardKind = Card['kind']

/** Begins cards that are not there yet; those that are, are looked at again. */
export async function openCards(
  tx: Tx,
  kind: CardKind,
  cards: readonly { readonly subjectId: number; readonly conversationId: ConversationId }[],
  nowMs: number,
): Promise<void> {
  if (cards.length === 0) return
  await tx
    .insertInto('cockpit_cards')
    .values(
      cards.map(({ subjectId, conversationId }) => ({
        kind,
        subject_id: subjectId,
        conversation_id: conversationId,
        due_at: nowMs,
        created_at: nowMs,
        updated_at: nowMs,
      })),
    )
    .onConflict(conflict => conflict.columns(['kind', 'subject_id']).doUpdateSet({ due_at: nowMs }))
    .execute()
}

/** Has the cards of these clients looked at soon: something has changed that they may show. */
export async function refreshCards(tx: Db, ids: readonly ConversationId[], nowMs: number): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('cockpit_cards')
    .set({ due_at: nowMs })
    .where('conversation_id', 'in', ids)
    .where('due_at', 'is', null)
    .execute()
}

export async function refreshCardsOfLead(tx: Db, leadId: LeadId, nowMs: number): Promise<void> {
  await tx
    .updateTable('cockpit_cards')
    .set({ due_at: nowMs })
    .where('kind', 'in', ['new-lead', 'hot-lead'])
    .where('subject_id', '=', leadId)
    .execute()
}

/** Those that are to be looked at, the longest waiting first. */
export function listDueCards(db: Db, nowMs: number, limit: number): Promise<readonly Card[]> {
  return db
    .selectFrom('cockpit_cards')
    .selectAll()
    .where('due_at', '<=', nowMs)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Holds a due card until the transaction ends; null when another worker was faster. */
export async function takeCard(tx: Tx, { id, due_at: dueAt }: Card): Promise<Card | null> {
  const row = await tx
    .updateTable('cockpit_cards')
    .set({ due_at: null })
    .where('id', '=', id)
    .where('due_at', '=', dueAt)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export type CardChange = Partial<
  Pick<Card, 'place_id' | 'first_key' | 'last_key' | 'shown_hash' | 'revision' | 'due_at'>
>

export async function changeCard(tx: Tx, id: number, change: CardChange, nowMs: number): Promise<void> {
  await tx
    .updateTable('cockpit_cards')
    .set({ ...change, updated_at: nowMs })
    .where('id', '=', id)
    .execute()
}
