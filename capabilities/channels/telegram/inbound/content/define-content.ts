import { z } from 'zod'
import { type Parsed, parseWire } from '../wire.ts'
import { withoutGaps } from '../without-gaps.ts'
import type { TelegramFile } from './file-schema.ts'

/** What a message holds besides its words. */
export interface ContentDescription {
  /** Stands for the message where it has no words. Never empty. */
  readonly text: string
  /** Whether it is worth an answer without words. */
  readonly wantsAnswer: boolean
  /** For the message's metadata. */
  readonly details: Readonly<Record<string, unknown>>
  /** The file that it is; absent for anything that is no file. */
  readonly file?: TelegramFile
  /** The kind as which it is treated, where that is not the one it came as. */
  readonly countsAs?: string
}

/** Reads one kind of content: what Telegram puts into the field of that name. */
export type Content = (value: unknown, kind: string) => Parsed<ContentDescription>

/** What is said of a content: its words, or else a label for `[kind label]`. */
interface Remarks {
  readonly words?: string
  readonly label?: string
  readonly wantsAnswer?: boolean
  readonly details?: Readonly<Record<string, unknown>>
  readonly file?: TelegramFile
  readonly countsAs?: string | null
}

/** A kind of content, by the part of it that is read and by what is said of it. */
export function defineContent<Value>(schema: z.ZodType<Value>, describe: (value: Value) => Remarks): Content {
  return (value, kind) => {
    const parsed = parseWire(schema, value, kind)
    if (parsed.kind === 'unreadable') return parsed
    const { words = '', label = '', wantsAnswer = false, details = {}, file, countsAs } = describe(parsed.value)
    const description = `[${`${kind.replaceAll('_', ' ')} ${label}`.trim()}]`
    const text = words.trim() || description
    const optional = { ...(file && { file }), ...(countsAs && { countsAs }) }
    return { kind: 'parsed', value: { text, wantsAnswer, details: withoutGaps(details), ...optional } }
  }
}

/** A kind of content that is known by its name and no further: service messages, giveaways. */
export const namedContent: Content = defineContent(z.unknown(), () => ({}))
