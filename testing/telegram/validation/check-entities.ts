import type { MessageEntity } from 'grammy/types'
import { isRecord, type Params } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

/** Kinds the server finds by itself; given by a bot they are ignored. */
const detectedTypes: ReadonlySet<string> = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
])
const formattingTypes: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'text_link',
  'text_mention',
  'custom_emoji',
  'blockquote',
  'expandable_blockquote',
  'date_time',
])
/** What must come with a type. */
const requiredFields: Readonly<Record<string, string>> = {
  text_link: 'url',
  text_mention: 'user',
  custom_emoji: 'custom_emoji_id',
  date_time: 'unix_time',
}
const farAway = 1_000_000
/** Clients render about a hundred; the server keeps no more. */
const maxEntities = 100

/** The formatting a bot asked for, checked against its text. Refuses ranges outside the text and ranges that split a character. */
export function checkEntities(params: Params, field: string, text: string): MessageEntity[] {
  const given = readEntities(params, field)
  const entities: MessageEntity[] = []
  for (const value of given) {
    const entity = parseEntity(value)
    if (entity === null) continue
    checkRange(entity, text)
    if (entity.length > 0 && isLinkUsable(entity)) entities.push(entity)
  }
  return entities.slice(0, maxEntities)
}

function readEntities(params: Params, field: string): readonly unknown[] {
  const value = params[field]
  if (Array.isArray(value)) return value
  if (typeof value !== 'string' || value === '') return []
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? parsed : []
  } catch {
    // The server, too, takes entities it cannot read for none.
    return []
  }
}

/** Null for a type that the server ignores. */
function parseEntity(value: unknown): MessageEntity | null {
  if (!isRecord(value)) throw cannotParse('expected an Object')
  for (const name of ['offset', 'length']) {
    if (value[name] === undefined) throw cannotParse(`Can't find field "${name}"`)
    if (!Number.isInteger(Number(value[name]))) throw cannotParse(`Field "${name}" must be a valid Number`)
  }
  const type = String(value.type ?? '')
  if (value.type === undefined) throw cannotParse('Can\'t find field "type"')
  if (type === '') throw cannotParse('Type is not specified')
  if (detectedTypes.has(type)) return null
  if (!formattingTypes.has(type)) throw cannotParse('Unsupported type specified')
  const required = requiredFields[type]
  if (required !== undefined && value[required] === undefined) throw cannotParse(`Can't find field "${required}"`)
  if (type === 'date_time') checkDateTime(value)
  return { ...value, offset: Number(value.offset), length: Number(value.length), type } as MessageEntity
}

/** As the Bot API describes the format of an instant. The words of the refusals are a guess. */
function checkDateTime({ unix_time, date_time_format = '' }: Readonly<Record<string, unknown>>): void {
  if (!Number.isInteger(unix_time)) throw cannotParse('Field "unix_time" must be of type Number')
  if (!/^(?:r|w?[dD]?[tT]?)$/.test(String(date_time_format))) throw cannotParse('Invalid date-time format specified')
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse MessageEntity: ${reason}`)
}

function checkRange(entity: MessageEntity, text: string): void {
  const { offset, length } = entity
  if (offset < 0 || offset > farAway) throw badRequest(`receive an entity with incorrect offset ${offset}`)
  if (length < 0 || length > farAway) throw badRequest(`receive an entity with incorrect length ${length}`)
  const end = offset + length
  if (offset > text.length) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`)
  if (end > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`,
    )
  }
  if (splitsCharacter(text, offset)) {
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${byteOffset(text, offset + 1)}`)
  }
  if (splitsCharacter(text, end)) {
    const at = byteOffset(text, end + 1)
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${at}`,
    )
  }
}

function splitsCharacter(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return index > 0 && unit >= 0xdc00 && unit <= 0xdfff
}

function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index))
}

/** The server drops a link it would not open, without a word. */
function isLinkUsable(entity: MessageEntity): boolean {
  return entity.type !== 'text_link' || /^(https?|tg|ton|mailto|tel):|^[\w-]+(\.[\w-]+)+/i.test(entity.url)
}
