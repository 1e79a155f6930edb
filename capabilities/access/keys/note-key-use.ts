import type { Db } from '#shared/database'
import type { ApiKey } from './api-key.ts'

const minuteMs = 60_000

/** Whether the note of a key's last use is older than a minute, so that `noteKeyUse` would change it. */
export function isUseWorthNoting({ lastUsedAt }: ApiKey, nowMs: number): boolean {
  return lastUsedAt === null || lastUsedAt <= nowMs - minuteMs
}

/** Notes that a key was used; at most once a minute a key, whoever asks. */
export async function noteKeyUse(db: Db, keyId: number, nowMs: number): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: nowMs })
    .where('id', '=', keyId)
    .where(eb => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', nowMs - minuteMs)]))
    .execute()
}
