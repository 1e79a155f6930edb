import type { Db } from '#shared/database'
import { type Operator, toOperator } from './operator.ts'

/** Everybody who may come in now, by name. They are few: as many as work there. */
export async function listOperators(db: Db): Promise<readonly Operator[]> {
  const rows = await db
    .selectFrom('operators')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(toOperator)
}

/** Those of them who have a number in Telegram. */
export async function listTelegramOperators(db: Db): Promise<readonly (Operator & { readonly telegramId: number })[]> {
  const rows = await db
    .selectFrom('operators')
    .selectAll()
    .where('telegram_id', 'is not', null)
    .where('revoked_at', 'is', null)
    .execute()
  return rows.flatMap(row => (row.telegram_id === null ? [] : [{ ...toOperator(row), telegramId: row.telegram_id }]))
}

/** What these people are called, by their ids; those who were let go, too. */
export async function findOperatorNames(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('operators').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
