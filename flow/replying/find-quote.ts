import { z } from 'zod'
import type { ContextMessage } from '#capabilities/conversations'

// Telegram's limit, in UTF-16 units.
const longestQuote = 1024
// About what apps show of a message that is replied to: in a shorter one the question is seen anyhow.
const seenAtOnce = 120

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })
const formatting = z.object({ isFormatted: z.boolean().catch(false).default(false) })

/**
 * The one sentence of a long message that asks, exactly as it stands there; null where there is none or several, and where the words
 * are not the message itself: a transcript, a caption, or formatted text, whose quote would have to repeat the formatting. Pure.
 */
export function findQuote(
  { kind, content, metadata }: Pick<ContextMessage, 'kind' | 'content' | 'metadata'>,
  asks: (sentence: string) => boolean,
): string | null {
  if (kind !== 'text' || content.length <= seenAtOnce || isFormatted(metadata)) return null
  const asking = [...sentences.segment(content)].map(({ segment }) => segment.trim()).filter(asks)
  const [only, ...others] = asking
  return only === undefined || others.length > 0 || only.length > longestQuote ? null : only
}

function isFormatted(metadata: string | null): boolean {
  return metadata !== null && (formatting.safeParse(JSON.parse(metadata)).data?.isFormatted ?? false)
}
