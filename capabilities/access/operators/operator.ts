import type { Selectable } from 'kysely'
import type { OperatorsTable } from '#shared/database'
import type { Role } from '../role.ts'

/** A person of the business whom an administrator let in. Those of the settings are not among them. */
export interface Operator {
  readonly id: number
  readonly name: string
  readonly role: Role
  /** Their number in Telegram; null: they come by the browser only. */
  readonly telegramId: number | null
  readonly createdAt: number
}

export type OperatorSaved =
  | { readonly kind: 'saved'; readonly operator: Operator }
  /** Another person has this number in Telegram. */
  | { readonly kind: 'telegram-taken' }
  | { readonly kind: 'unknown' }

export function toOperator(row: Selectable<OperatorsTable>): Operator {
  const { id, name, role, telegram_id: telegramId, created_at: createdAt } = row
  return { id, name, role, telegramId, createdAt }
}

/** As the audit log shows them. Of their number in Telegram only whether there is one. */
export function describeOperator({ name, role, telegramId }: Pick<Operator, 'name' | 'role' | 'telegramId'>) {
  return { name, role, telegram: telegramId !== null }
}
