import { z } from 'zod'
import { type Operator, roles } from '#capabilities/access'
import { toInstant } from '../../http/fields/instants.ts'
import { textField } from '../../http/fields/text-field.ts'
import { roleField } from '../keys/key-body.ts'

export const operatorFields = {
  name: textField(100).describe('What they are called; the audit log shows it.'),
  role: roleField,
  telegram_id: z
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .nullable()
    .describe(
      'Their number in Telegram, for the Mini App and, from `operator` on, the commands of the business in the bot. Null: they come by the browser only.',
    ),
}

export const operatorBody = z
  .object({
    id: z.int().nullable().describe('Null: they are named in the settings, and are changed there.'),
    name: z.string().nullable().describe('Null: the settings name nobody, only numbers.'),
    role: z.enum(roles),
    telegram_id: z.int().nullable(),
    source: z
      .enum(['owner', 'settings', 'people'])
      .describe('`owner`: telegram.owner_id. `settings`: owner.operator_ids. `people`: an administrator let them in.'),
    created_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Operator' })

export function toOperatorBody(operator: Operator): z.infer<typeof operatorBody> {
  const { id, name, role, telegramId, createdAt } = operator
  return { id, name, role, telegram_id: telegramId, source: 'people', created_at: toInstant(createdAt) }
}
