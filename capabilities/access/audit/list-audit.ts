import type { Db } from '#shared/database'
import type { Actor, AuditEntry } from './record-audit.ts'

/** An entry as it stands in the log. */
export interface RecordedEntry extends AuditEntry {
  readonly id: number
  /** Epoch ms. */
  readonly occurredAt: number
}

export interface AuditFilter {
  readonly actor?: Actor | undefined
  readonly target?: string | undefined
  readonly action?: string | undefined
}

/** Entries that match all of the filter, the newest first; those before entry `beforeId` when it is given. */
export async function listAudit(
  db: Db,
  { actor, target, action }: AuditFilter,
  { limit, beforeId }: { readonly limit: number; readonly beforeId: number | null },
): Promise<readonly RecordedEntry[]> {
  let query = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(limit)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (target !== undefined) query = query.where('target', '=', target)
  if (action !== undefined) query = query.where('action', '=', action)
  if (beforeId !== null) query = query.where('id', '<', beforeId)
  const rows = await query.execute()
  return rows.map(({ id, occurred_at, before_json, after_json, ...rest }) => ({
    id,
    occurredAt: occurred_at,
    actor: rest.actor,
    action: rest.action,
    target: rest.target,
    before: readFields(before_json),
    after: readFields(after_json),
  }))
}

function readFields(json: string | null): AuditEntry['before'] {
  // Written by recordAudit alone.
  return json === null ? null : (JSON.parse(json) as AuditEntry['before'])
}
