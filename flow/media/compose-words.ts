import type { MediaNote } from '#capabilities/conversations'
import type { MessageMedia } from './media-rows.ts'

/** What a message with files says: the client's own words, then what was read in each file. Null: nothing was read. */
export function composeWords(media: readonly MessageMedia[]): string | null {
  const texts = media.flatMap(({ state, text }) => (state === 'ready' && text !== null ? [text] : []))
  if (texts.length === 0) return null
  const captions = media.flatMap(({ caption }) => caption ?? [])
  return [...new Set(captions), ...texts].join('\n')
}

/** The same for the message's metadata, without the words. */
export function describeMedia(media: readonly MessageMedia[]): readonly MediaNote[] {
  return media.map(({ kind, state, confidence, error }) => ({
    kind,
    state: state === 'waiting' ? 'later' : state,
    confidence,
    code: state === 'ready' ? null : error,
  }))
}
