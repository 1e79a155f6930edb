import { z } from 'zod'
import { stages } from '#capabilities/sales'
import { textField } from '../../../http/fields/text-field.ts'

const word = textField(100)

/** The fields of a lead that people may change. */
export const editFields = {
  name: textField(200).nullable().default(null),
  contact: textField(200).nullable().default(null).describe('A phone number, an address, a user name.'),
  intent: word.nullable().default(null),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
    .max(35)
    .nullable()
    .default(null)
    .describe('IETF tag, such as `ru` or `en-GB`.'),
}

export const stageField = z.enum(stages).describe('The way of a sale, in this order.')
export const statusField = word.describe('A word of your own, such as `active`, `won` or `lost`.')
export const sourceField = word.describe('Where they came from.')

// What an answer holds beside them, so that what was read can be changed and sent back whole.
const ignored = z.unknown().optional().describe('Not editable; ignored.')
const readOnly = [
  'id',
  'user_id',
  'contact_id',
  'conversation_id',
  'fit_score',
  'fit',
  'slots',
  'slot_titles',
  'meetings',
  'note_count',
  'created_at',
  'updated_at',
  'deleted_at',
] as const

export const leadReplacement = z
  .strictObject({
    ...editFields,
    source: sourceField.optional(),
    status: statusField.optional(),
    stage: stageField.optional(),
    ...(Object.fromEntries(readOnly.map(name => [name, ignored])) as Record<(typeof readOnly)[number], typeof ignored>),
  })
  .meta({
    examples: [
      {
        name: 'Анна',
        contact: '+7 999 123-45-67',
        source: 'exhibition',
        status: 'active',
        stage: 'presentation',
        intent: null,
        language: 'ru',
      },
    ],
  })
