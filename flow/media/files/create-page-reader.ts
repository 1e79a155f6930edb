import type { PageOutcome } from '#capabilities/media'
import { assertNever } from '#shared/utils'
import type { MediaReader, MediaText } from '../media-reader.ts'
import { filesAway, filesBack } from './outage-words.ts'

export interface PageReaderSettings {
  readonly readPage: (link: string, signal: AbortSignal) => Promise<PageOutcome>
  readonly timeoutMs: number
}

/** Opens the pages that clients link to. */
export function createPageReader({ readPage, timeoutMs }: PageReaderSettings): MediaReader {
  return {
    name: 'pages',
    outageWords: { away: filesAway, back: filesBack },
    kinds: ['page'],
    maxBytes: 0,
    timeoutMs,
    fetchesItself: true,
    refuse: () => null,
    async read({ facts }, signal) {
      return toMediaText(await readPage(facts.fileId, signal))
    },
  }
}

/** A page that does not answer now is somebody else's: nobody waits for it. */
function toMediaText(outcome: PageOutcome): MediaText {
  switch (outcome.kind) {
    case 'read':
      return { kind: 'read', text: outcome.isCut ? `${outcome.text}\n[…]` : outcome.text, confidence: null }
    case 'unread':
      return { kind: 'refused', code: outcome.code }
    case 'cancelled':
      return { kind: 'refused', code: 'link.timeout' }
    default:
      return assertNever(outcome)
  }
}
