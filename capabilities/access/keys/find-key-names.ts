import type { Db } from '#shared/database'

/** What the owner calls these keys, by their ids; the revoked ones too. Ids of no key are left out. */
export async function findKeyNames(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('api_keys').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
