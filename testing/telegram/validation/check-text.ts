import type { MessageEntity } from 'grammy/types'
import { type Params, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'
import { checkEntities } from './check-entities.ts'
import { detectEntities } from './detect-entities.ts'

export interface FormattedText {
  readonly text: string
  readonly entities: MessageEntity[]
}

const maxTextBytes = 1 << 15
const maxTextUnits = 4_096
const maxCaptionUnits = 1_024

/** The text of a message as it would be shown. Refuses nothing at all, nothing but white space, and too much. */
export function checkText(params: Params): FormattedText {
  if (readText(params, 'text') === '') throw badRequest('message text is empty')
  const formatted = readFormatted(params, 'text', 'entities')
  if (formatted.text === '') throw badRequest('text must be non-empty')
  if (formatted.text.length > maxTextUnits) throw badRequest('message is too long')
  return formatted
}

export function checkCaption(params: Params): FormattedText {
  const formatted = readFormatted(params, 'caption', 'caption_entities')
  if (formatted.text.length > maxCaptionUnits) throw badRequest('message caption is too long')
  return formatted
}

/** A draft may be empty: it shows "Thinking…". */
export function checkDraftText(params: Params): FormattedText {
  const formatted = readFormatted(params, 'text', 'entities')
  if (formatted.text.length > maxTextUnits) throw badRequest('message is too long')
  return formatted
}

function readFormatted(params: Params, field: string, entitiesField: string): FormattedText {
  const raw = readText(params, field)
  if (raw.length * 3 > maxTextBytes && Buffer.byteLength(raw) > maxTextBytes) throw badRequest('text is too long')
  const parseMode = readText(params, 'parse_mode').toLowerCase()
  // This emulator reads entities only: whoever formats by parse_mode must not be told that it worked.
  if (parseMode !== '' && parseMode !== 'none') throw badRequest('unsupported parse_mode')
  if (/\p{Surrogate}/u.test(raw)) throw badRequest('text must be encoded in UTF-8')
  const entities = checkEntities(params, entitiesField, raw)
  const shown = trimFormatted(replaceControls(raw), entities)
  return { text: shown.text, entities: detectEntities(shown.text, shown.entities) }
}

/** Control characters but the line feed become spaces. One unit stays one unit, so entities keep their places. */
function replaceControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the server replaces.
  return text.replace(/[\x00-\x09\x0b-\x1f]/g, ' ')
}

/** White space at both ends is cut, and entities follow; an entity left with nothing but white space is dropped. */
function trimFormatted(text: string, entities: readonly MessageEntity[]): FormattedText {
  const trimmed = text.trim()
  if (trimmed.length === text.length) return { text, entities: entities.filter(entity => coversText(entity, text)) }
  const cut = text.length - text.trimStart().length
  const moved = entities.map(entity => {
    const start = Math.max(0, entity.offset - cut)
    const end = Math.min(trimmed.length, entity.offset + entity.length - cut)
    return { ...entity, offset: start, length: Math.max(0, end - start) }
  })
  return { text: trimmed, entities: moved.filter(entity => coversText(entity, trimmed)) }
}

function coversText(entity: MessageEntity, text: string): boolean {
  return text.slice(entity.offset, entity.offset + entity.length).trim() !== ''
}
