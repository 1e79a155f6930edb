import type { Db } from '#shared/database'

/** Who did it: `key:7`, `session:3`, `admin-key`, `cli`, `start`. Never a name or an address. */
export type Actor = string

/** One write by a person or a program, as the audit log keeps it. */
export interface AuditEntry {
  readonly actor: Actor
  /** What was done: subject.verb, as in `lead.update`, `key.revoke`. */
  readonly action: string
  /** What it was done to: `lead:12`; null when it concerns no row. */
  readonly target: string | null
  /**
   * The changed fields before and after, in the names of the API; null when there was or is nothing. Of personal fields (names,
   * contacts, texts) only that they changed: the log outlives a client who is forgotten.
   */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** Appends to the audit log in the caller's transaction: a write and its entry are there together or not at all. */
export async function recordAudit(tx: Db, entry: AuditEntry, nowMs: number): Promise<void> {
  const { actor, action, target, before, after } = entry
  await tx
    .insertInto('audit_log')
    .values({
      occurred_at: nowMs,
      actor,
      action,
      target,
      before_json: before === null ? null : JSON.stringify(before),
      after_json: after === null ? null : JSON.stringify(after),
    })
    .execute()
}
