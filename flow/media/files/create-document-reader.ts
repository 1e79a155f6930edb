import type { DocumentOutcome, FileClaims } from '#capabilities/media'
import { assertNever } from '#shared/utils'
import type { MediaReader, MediaText } from '../media-reader.ts'
import type { LookAt } from './look-at.ts'
import { filesAway, filesBack } from './outage-words.ts'

export interface DocumentReaderDeps {
  /** Null: documents are not read. */
  readonly readDocument:
    | ((bytes: Uint8Array, claims: FileClaims, signal: AbortSignal) => Promise<DocumentOutcome>)
    | null
  /** Pictures that come as files. */
  readonly lookAt: LookAt
  readonly maxBytes: number
}

// Time for 20 MB over a slow line, and for a model to look at a picture.
const timeoutMs = 60_000

/** Reads files: documents by their text, pictures that were sent as files by what they show. */
export function createDocumentReader({ readDocument, lookAt, maxBytes }: DocumentReaderDeps): MediaReader {
  return {
    name: 'documents',
    outageWords: { away: filesAway, back: filesBack },
    kinds: ['document'],
    maxBytes,
    timeoutMs,
    refuse(facts) {
      if (isPicture(facts)) return lookAt.refuse()
      if (/^(?:audio|video)\//i.test(facts.mimeType ?? '')) return 'document.unknown_kind'
      return readDocument === null ? 'document.off' : null
    },
    async read(file, signal) {
      if (isPicture(file.facts) || readDocument === null) return lookAt.read(file, signal)
      return toMediaText(await readDocument(file.bytes, file.facts, signal))
    },
  }
}

/** Drawings are text, and no photo. Phones send pictures of the kinds they alone know as files of no kind at all. */
function isPicture({ mimeType, fileName }: FileClaims): boolean {
  const type = mimeType ?? unknownType
  if (type !== unknownType) return /^image\/(?!svg)/i.test(type)
  return /\.(?:avif|bmp|dng|gif|hei[cf]|jpe?g|png|tiff?|webp)$/i.test(fileName ?? '')
}

const unknownType = 'application/octet-stream'

function toMediaText(outcome: DocumentOutcome): MediaText {
  switch (outcome.kind) {
    case 'read':
      return { kind: 'read', text: outcome.isCut ? `${outcome.text}\n[…]` : outcome.text, confidence: null }
    case 'refused':
      return outcome
    case 'cancelled':
      return { kind: 'later', code: 'document.cancelled', retryAfterMs: null }
    default:
      return assertNever(outcome)
  }
}
