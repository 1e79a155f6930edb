import { z } from 'zod'

/**
 * What a bot may write as rich text, field by field as the Bot API's types have it, but for buttons and mentions of people by their
 * number. Unknown fields are refused, which is stricter than the server, and so is a link that no app would open.
 */
export const richTextSchema: z.ZodType = z.lazy(() =>
  z.union([wellFormed, z.array(richTextSchema), z.discriminatedUnion('type', richTextKinds)]),
)

/**
 * The blocks that hold words, as the Bot API's types have them; media, maps, buttons and drafts of thoughts are refused. Whether the
 * server takes a list, quote or table with nothing in it is not known: refused here.
 */
export const richBlockSchema: z.ZodType = z.lazy(() => z.discriminatedUnion('type', blockKinds))

const wellFormed = z.string().refine(text => !/\p{Surrogate}/u.test(text), 'text must be encoded in UTF-8')
const flag = z.literal(true).optional()
const link = wellFormed.regex(/^(?:https?|tg|ton|mailto|tel):./i)

const richTextKinds = [
  z.strictObject({
    type: z.enum([
      'bold',
      'italic',
      'underline',
      'strikethrough',
      'spoiler',
      'subscript',
      'superscript',
      'marked',
      'code',
    ]),
    text: richTextSchema,
  }),
  marked('date_time', { unix_time: z.int(), date_time_format: z.string().regex(/^(?:r|w?[dD]?[tT]?)$/) }),
  marked('url', { url: link }),
  marked('email_address', { email_address: wellFormed }),
  marked('phone_number', { phone_number: wellFormed }),
  marked('bank_card_number', { bank_card_number: wellFormed }),
  marked('mention', { username: wellFormed }),
  marked('hashtag', { hashtag: wellFormed }),
  marked('cashtag', { cashtag: wellFormed }),
  marked('bot_command', { bot_command: wellFormed }),
  marked('anchor_link', { anchor_name: wellFormed }),
  marked('reference', { name: wellFormed }),
  marked('reference_link', { reference_name: wellFormed }),
  z.strictObject({ type: z.literal('anchor'), name: wellFormed }),
  z.strictObject({ type: z.literal('custom_emoji'), custom_emoji_id: z.string(), alternative_text: wellFormed }),
  z.strictObject({ type: z.literal('mathematical_expression'), expression: wellFormed }),
] as const

function marked<Type extends string, Fields extends z.core.$ZodLooseShape>(type: Type, fields: Fields) {
  return z.strictObject({ type: z.literal(type), text: richTextSchema, ...fields })
}

const credit = richTextSchema.optional()
const blocks = z.array(richBlockSchema).min(1)

const listItem = z.strictObject({
  blocks,
  has_checkbox: flag,
  is_checked: flag,
  value: z.int().optional(),
  type: z.enum(['a', 'A', 'i', 'I', '1']).optional(),
})

const tableCell = z.strictObject({
  text: richTextSchema.optional(),
  is_header: flag,
  colspan: z.int().min(1).optional(),
  rowspan: z.int().min(1).optional(),
  align: z.enum(['left', 'center', 'right']),
  valign: z.enum(['top', 'middle', 'bottom']),
})

const blockKinds = [
  marked('paragraph', {}),
  marked('heading', { size: z.int().min(1).max(6) }),
  marked('pre', { language: z.string().optional() }),
  marked('footer', {}),
  marked('expandable_blockquote', { credit }),
  marked('pullquote', { credit }),
  z.strictObject({ type: z.literal('divider') }),
  z.strictObject({ type: z.literal('mathematical_expression'), expression: wellFormed }),
  z.strictObject({ type: z.literal('anchor'), name: wellFormed }),
  z.strictObject({ type: z.literal('list'), items: z.array(listItem).min(1) }),
  z.strictObject({ type: z.literal('blockquote'), blocks, credit }),
  z.strictObject({ type: z.literal('details'), summary: richTextSchema, blocks, is_open: flag }),
  z.strictObject({
    type: z.literal('table'),
    cells: z.array(z.array(tableCell).min(1)).min(1),
    is_bordered: flag,
    is_striped: flag,
    is_compact: flag,
    caption: richTextSchema.optional(),
  }),
] as const
