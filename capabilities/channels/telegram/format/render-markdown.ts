import { attach } from '../../attach.ts'
import type { Attachments, OutboundPart, ShownTime } from '../../contract.ts'
import { type FormattedText, isVisible } from './formatted-text.ts'
import { isTangled } from './is-tangled.ts'
import { markTimes } from './mark-times.ts'
import { markdownToText } from './markdown-to-text.ts'
import { findBlocks } from './rich/find-blocks.ts'
import { splitText } from './split-text.ts'

/** Telegram refuses a longer text, counted in UTF-16 units after formatting. */
const maxUnits = 4096
/** Telegram shows about a hundred entities of a message and drops the rest without a word. */
const maxEntities = 100
/** A longer text cannot go as the caption of a file. */
const maxCaptionUnits = 1024

export interface RenderOptions {
  /** True: a reply that text would flatten, and that is one message, has blocks beside its text. Default: it has text alone. */
  readonly richMessages?: boolean
}

/**
 * Turns GitHub-flavoured markdown, whole or cut off anywhere, into parts that Telegram takes: text and entities, never a
 * parse mode, so "can't parse entities" cannot happen. Parts are in order, none is empty, and only white space at a cut is
 * lost. Markdown with nothing visible in it gives no parts of text. Pure; throws only `channel.invalid_button`.
 */
export function renderMarkdown(
  markdown: string,
  attached: Attachments = {},
  { richMessages = false }: RenderOptions = {},
): readonly OutboundPart[] {
  const { times = [] } = attached
  const source = toSendable(markdown)
  const parts = attach(renderText(source, times), attached, maxCaptionUnits)
  return richMessages ? addBlocks(parts, source, times) : parts
}

/** What is cut into several messages, or stands under a file, stays text. */
function addBlocks(
  parts: readonly OutboundPart[],
  source: string,
  times: readonly ShownTime[],
): readonly OutboundPart[] {
  const [part, ...others] = parts
  if (part === undefined || others.length > 0 || part.document !== undefined) return parts
  const blocks = findBlocks(source, times)
  return blocks === null ? parts : [{ ...part, blocks }]
}

function renderText(source: string, times: readonly ShownTime[]): readonly OutboundPart[] {
  if (!isVisible(source)) return []
  return splitText(formatted(source), { maxUnits, maxEntities })
    .filter(part => isVisible(part.text))
    .map(part => ({ text: part.text, entities: markTimes(part, times).slice(0, maxEntities), replyToMessageId: null }))
}

function formatted(source: string): FormattedText {
  const plain: FormattedText = { text: source.trim(), entities: [] }
  if (isTangled(source)) return plain
  const rendered = markdownToText(source)
  // A document of markers alone ("```", "# ") still says something to whoever sent it.
  return isVisible(rendered.text) ? rendered : plain
}

/** Telegram refuses a NUL and half a surrogate pair; a broken stream leaves both. */
function toSendable(markdown: string): string {
  return markdown
    .replaceAll('\0', '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}
