import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Db } from '#shared/database'
import type { ModelUse } from '../agent/index.ts'

/**
 * What these people have had of a model since the day began in `timeZone`, in all their chats: one query, whatever their number,
 * which reads the turns of that day only. Whoever has had nothing is missing. In a group all who write there count as one.
 */
export async function countModelUse(
  db: Db,
  userIds: readonly number[],
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): Promise<ReadonlyMap<number, ModelUse>> {
  if (userIds.length === 0) return new Map()
  const dayStart = DateTime.fromMillis(nowMs, { zone: timeZone }).startOf('day').toMillis()
  const rows = await db
    .selectFrom('conversations as c')
    .innerJoin('turns as t', 't.conversation_id', 'c.id')
    .select([
      'c.user_id',
      sql<number>`cast(count(*) as integer)`.as('answers'),
      sql<number>`cast(coalesce(sum(coalesce(t.prompt_tokens, 0) + coalesce(t.completion_tokens, 0)), 0) as bigint)`.as(
        'tokens',
      ),
    ])
    .where('c.user_id', 'in', userIds)
    .where('t.model_asked_at', 'is not', null)
    .where('t.finished_at', '>=', dayStart)
    // The script costs nothing.
    .where('t.model', '<>', 'scripted')
    .groupBy('c.user_id')
    .execute()
  return new Map(rows.map(({ user_id: userId, answers, tokens }) => [userId, { answers, tokens }]))
}
