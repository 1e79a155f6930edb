import type { Tx } from '#shared/database'
import { type Actor, recordAudit } from '../audit/record-audit.ts'
import type { Role } from '../role.ts'
import { describeOperator, type Operator, type OperatorSaved, toOperator } from './operator.ts'

export interface NewOperator {
  readonly name: string
  readonly role: Role
  readonly telegramId: number | null
  readonly actor: Actor
}

/** Lets a person in, and records who did. */
export async function addOperator(tx: Tx, { actor, ...facts }: NewOperator, nowMs: number): Promise<OperatorSaved> {
  const { name, role, telegramId } = facts
  const row = await tx
    .insertInto('operators')
    .values({ name, role, telegram_id: telegramId, created_at: nowMs, updated_at: nowMs, revoked_at: null })
    // Of two who add the same account at once, one does.
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) return { kind: 'telegram-taken' }
  const entry = { actor, action: 'operator.create', target: nameTarget(row.id) }
  await recordAudit(tx, { ...entry, before: null, after: describeOperator(facts) }, nowMs)
  return { kind: 'saved', operator: toOperator(row) }
}

export interface OperatorChange extends Partial<Omit<NewOperator, 'actor'>> {
  readonly id: number
  readonly actor: Actor
}

/** Changes what is given. It counts at once, in browsers that are signed in, too. */
export async function changeOperator(
  tx: Tx,
  { id, actor, ...change }: OperatorChange,
  nowMs: number,
): Promise<OperatorSaved> {
  const before = await findOperator(tx, id)
  if (before === null) return { kind: 'unknown' }
  const { name, role, telegramId } = { ...before, ...change }
  if (await isTaken(tx, telegramId, id)) return { kind: 'telegram-taken' }
  const row = await tx
    .updateTable('operators')
    .set({ name, role, telegram_id: telegramId, updated_at: nowMs })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const entry = { actor, action: 'operator.change', target: nameTarget(id), before: describeOperator(before) }
  await recordAudit(tx, { ...entry, after: describeOperator(toOperator(row)) }, nowMs)
  return { kind: 'saved', operator: toOperator(row) }
}

/** Lets a person in no more: their browsers are signed out and their links open nothing. False when nobody has this id. */
export async function revokeOperator(
  tx: Tx,
  { id, actor }: { readonly id: number; readonly actor: Actor },
  nowMs: number,
): Promise<boolean> {
  const before = await findOperator(tx, id)
  if (before === null) return false
  await tx.updateTable('operators').set({ revoked_at: nowMs, updated_at: nowMs }).where('id', '=', id).execute()
  await tx.deleteFrom('sessions').where('operator_id', '=', id).execute()
  await tx.deleteFrom('login_links').where('operator_id', '=', id).execute()
  const entry = { actor, action: 'operator.revoke', target: nameTarget(id), before: describeOperator(before) }
  await recordAudit(tx, { ...entry, after: { revoked: true } }, nowMs)
  return true
}

/** Null: nobody has this id, or no longer. */
export async function findOperator(tx: Tx, id: number): Promise<Operator | null> {
  const row = await tx
    .selectFrom('operators')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : toOperator(row)
}

async function isTaken(tx: Tx, telegramId: number | null, exceptId: number): Promise<boolean> {
  if (telegramId === null) return false
  const row = await tx
    .selectFrom('operators')
    .select('id')
    .where('telegram_id', '=', telegramId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined && row.id !== exceptId
}

/** How the audit log names a person, as the one who did something and as the one to whom it was done. */
export function nameTarget(id: number): Actor {
  return `operator:${id}`
}
