import type { Tx } from '#shared/database'
import { asWritten, type TurnFacts } from '../agent/index.ts'
import { notifyOwner, type OwnerNotice } from '../notify-owner.ts'

type Teller = Pick<OwnerNotice, 'ownerId' | 'newId' | 'render'> & { readonly facts: TurnFacts }

/** Tells the owner, once a day and person, that the script answers somebody who has had their share of the model. */
export async function tellOfSpentBudget(
  tx: Tx,
  { facts, ownerId, newId, render }: Teller,
  day: string,
  nowMs: number,
): Promise<void> {
  const { conversationId: id, displayName, userId } = facts.turn
  const key = `budget:${userId}:${day}`
  const told = await tx.selectFrom('outbound').select('key').where('key', '=', `${key}:0`).executeTakeFirst()
  if (told !== undefined) return
  const name = asWritten(displayName ?? '—')
  const words = {
    ru: `${name} (разговор ${id}) пишет очень много: сегодня больше ответов модели на этого человека не тратится, ему отвечает встроенный сценарий. Завтра снова ответит модель. Ответить самому: /say ${id} текст. Сколько можно, говорит rate_limiting.stranger_budget.`,
    en: `${name} (conversation ${id}) writes very much: no more answers of the model are spent on this person today, the built-in script answers. Tomorrow the model will again. To answer yourself: /say ${id} text. How much is allowed is said by rate_limiting.stranger_budget.`,
  }
  await notifyOwner(tx, { ownerId, newId, render, words, key }, nowMs)
}
