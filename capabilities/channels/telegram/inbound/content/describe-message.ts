import type { TelegramMessage } from '../message-schema.ts'
import { readBody, readText } from '../message-text.ts'
import type { Parsed } from '../wire.ts'
import { contents } from './contents.ts'
import type { ContentDescription } from './define-content.ts'
import { hasWords } from './has-words.ts'

export interface Description extends ContentDescription {
  /** Telegram's name of the content: text, voice, pinned_message, …; 'unknown' for one that Telegram has added since. */
  readonly messageKind: string
}

const unknownContent: Description = {
  messageKind: 'unknown',
  text: '[unknown message]',
  wantsAnswer: false,
  details: {},
}

/** Says what a message is, from its fields as received, and in which words it is kept. */
export function describeMessage(
  message: TelegramMessage,
  fields: Readonly<Record<string, unknown>>,
): Parsed<Description> {
  const content = describeContent(fields)
  if (content.kind === 'unreadable') return content
  const wantsAnswer = content.value.wantsAnswer || hasWords(readBody(message).text)
  return { kind: 'parsed', value: { ...content.value, text: readText(message) || content.value.text, wantsAnswer } }
}

function describeContent(fields: Readonly<Record<string, unknown>>): Parsed<Description> {
  for (const [messageKind, read] of contents) {
    if (fields[messageKind] === undefined) continue
    const content = read(fields[messageKind], messageKind)
    if (content.kind === 'unreadable') return content
    return { kind: 'parsed', value: { ...content.value, messageKind: content.value.countsAs ?? messageKind } }
  }
  return { kind: 'parsed', value: unknownContent }
}
