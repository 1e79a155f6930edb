import type { Problem } from '../../http/problem.ts'
import type { Business } from '../../operator/desk.ts'

export const noSuchOperator = {
  status: 404,
  code: 'operator.not_found',
  detail: 'Nobody has this id, or no longer. GET /operators has all who may come in.',
} as const

export const telegramTaken = {
  status: 409,
  code: 'operator.telegram_taken',
  detail: 'Somebody else has this number in Telegram already. Change or revoke them first.',
} as const

/** Who is named in the settings has their role from there. */
export function refuseNumber(telegramId: number | null | undefined, business: Business): Problem | null {
  const { ownerId, operatorIds } = business
  if (telegramId == null || (telegramId !== ownerId && !operatorIds.includes(telegramId))) return null
  const detail =
    'This number is named in the settings (telegram.owner_id, owner.operator_ids): take it out there first.'
  return { status: 409, code: 'operator.in_settings', detail }
}
