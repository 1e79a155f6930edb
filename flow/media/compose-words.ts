import type { MediaNote } from '#capabilities/conversations'
import { isSpoken } from './is-spoken.ts'
import type { MessageMedia } from './media-rows.ts'

/** What a message with files says: the client's own words, then what was heard in each file. Null: nothing was heard. */
export function composeWords(media: readonly MessageMedia[]): string | null {
  const texts = media.flatMap(({ kind, state, text }) =>
    isSpoken(kind) && state === 'ready' && text !== null ? [text] : [],
  )
  if (texts.length === 0) return null
  const captions = media.flatMap(({ caption }) => caption ?? [])
  return [...new Set(captions), ...texts].join('\n')
}

/** The same for the message's metadata: how each file was read, and what it says where that is no word of the client's. */
export function describeMedia(media: readonly MessageMedia[]): readonly MediaNote[] {
  return media.map(({ kind, state, confidence, error, fileName, text }) => ({
    kind,
    name: fileName,
    text: isSpoken(kind) ? null : text,
    state: state === 'waiting' ? 'later' : state,
    confidence,
    code: state === 'ready' ? null : error,
  }))
}
