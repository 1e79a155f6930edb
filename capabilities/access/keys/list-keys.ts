import type { Db } from '#shared/database'
import { type ApiKey, keyColumns, toApiKey } from './api-key.ts'

/** Keys, the newest first, the revoked and expired among them; those made before key `beforeId` when it is given. */
export async function listKeys(
  db: Db,
  { limit, beforeId }: { readonly limit: number; readonly beforeId: number | null },
): Promise<readonly ApiKey[]> {
  let query = db.selectFrom('api_keys').select(keyColumns).orderBy('id', 'desc').limit(limit)
  if (beforeId !== null) query = query.where('id', '<', beforeId)
  return (await query.execute()).map(toApiKey)
}
