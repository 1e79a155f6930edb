import type { MessageEntity, TextQuote } from 'grammy/types'
import type { ApiMessage } from '../state/api-types.ts'
import { type Params, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'
import { checkEntities } from './check-entities.ts'

const maxQuoteUnits = 1_024
/** What is kept in quotes, and has to be repeated in them. */
const quotedTypes: ReadonlySet<string> = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'custom_emoji',
  'date_time',
])

/**
 * The part of `message` that a reply quotes; undefined for none. Refuses what does not stand there, letter by letter and mark by mark,
 * and what is too long; for the latter the server's own words are not known.
 */
export function checkQuote(parameters: Params, message: ApiMessage): TextQuote | undefined {
  const quote = readText(parameters, 'quote')
  if (quote === '') return undefined
  const parseMode = readText(parameters, 'quote_parse_mode').toLowerCase()
  if (parseMode !== '' && parseMode !== 'none') throw badRequest('unsupported parse_mode')
  const given = checkEntities(parameters, 'quote_entities', quote)
  const position = quote.length > maxQuoteUnits ? -1 : findQuote({ quote, given }, message)
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID')
  return { text: quote, position, is_manual: true, ...(given.length > 0 && { entities: given }) }
}

interface Quote {
  readonly quote: string
  readonly given: readonly MessageEntity[]
}

/** Where the words stand with these marks; -1 where they do not. */
function findQuote({ quote, given }: Quote, message: ApiMessage): number {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  const wanted = describeMarks(given)
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (describeMarks(clip(entities, at, quote.length)) === wanted) return at
  }
  return -1
}

/** The marks within a stretch of the text, counted from its beginning. */
function clip(entities: readonly MessageEntity[], start: number, length: number): readonly MessageEntity[] {
  return entities.flatMap(entity => {
    const from = Math.max(entity.offset, start)
    const to = Math.min(entity.offset + entity.length, start + length)
    return from < to ? [{ ...entity, offset: from - start, length: to - from }] : []
  })
}

function describeMarks(entities: readonly MessageEntity[]): string {
  const kept = entities.filter(({ type }) => quotedTypes.has(type))
  return JSON.stringify(kept.map(({ type, offset, length }) => `${type} ${offset} ${length}`).sort())
}
