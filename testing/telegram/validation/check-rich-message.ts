import type { RichMessage } from 'grammy/types'
import { z } from 'zod'
import { isRecord, type Params, readJson } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'
import { measureBlocks } from './measure-blocks.ts'
import { richBlockSchema } from './rich-block-schema.ts'

const maxCharacters = 32_768
const maxBlocks = 500
const maxLevels = 16
const maxColumns = 20

const schema = z.strictObject({
  blocks: z.array(richBlockSchema).min(1),
  is_rtl: z.literal(true).optional(),
  skip_entity_detection: z.boolean().optional(),
})

/**
 * The rich message of a call, as people receive it. Refuses what does not fit the Bot API's types and limits. All its words of refusal
 * are guesses: those of the server are not known.
 */
export function checkRichMessage(params: Params): RichMessage {
  const given = readJson(params, 'rich_message', 'rich message')
  if (given === undefined) throw badRequest('rich message is empty')
  if (!isRecord(given)) throw badRequest('object expected as rich message')
  const forms = ['markdown', 'html', 'blocks'].filter(form => given[form] !== undefined)
  if (forms.length !== 1) throw badRequest('exactly one of markdown, html and blocks must be used in a rich message')
  // This emulator reads blocks only: whoever sends Markdown or HTML must not be told that it worked.
  if (forms[0] !== 'blocks') throw badRequest(`unsupported field "${forms[0]}" in a rich message`)
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw cannotParse(parsed.error)
  checkSize(parsed.data.blocks)
  const { is_rtl } = parsed.data
  // The schema has proved that these are blocks; only lists are given back with more than they came with.
  return { blocks: withLabels(parsed.data.blocks) as RichMessage['blocks'], ...(is_rtl === true && { is_rtl }) }
}

function cannotParse({ issues }: z.ZodError): Error {
  const [issue] = issues
  return badRequest(`can't parse rich message: ${issue?.message ?? ''} at ${issue?.path.join('.') ?? ''}`)
}

function checkSize(blocks: readonly unknown[]): void {
  const size = measureBlocks(blocks)
  if (size.hasEmptyBlock) throw badRequest('rich message has an empty block')
  if (size.characters > maxCharacters) throw badRequest('rich message is too long')
  if (size.blocks > maxBlocks) throw badRequest('rich message has too many blocks')
  if (size.levels > maxLevels) throw badRequest('rich message is nested too deeply')
  if (size.columns > maxColumns) throw badRequest('rich message has too many columns in a table')
}

/** The server names each item of a list: with a bullet or its number. */
function withLabels(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLabels)
  if (!isRecord(value)) return value
  const inner = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withLabels(field)]))
  return Array.isArray(inner.items) ? { ...inner, items: inner.items.map(label) } : inner
}

function label(item: unknown): unknown {
  return isRecord(item) ? { label: item.value === undefined ? '•' : `${item.value}.`, ...item } : item
}
