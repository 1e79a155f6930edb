import type { AttachmentKind, InboundAttachment } from '#capabilities/channels'

/** Words for the owner, in both languages. */
export interface OwnerWords {
  readonly ru: string
  readonly en: string
}

/** A file to be read, and all that is known of it. */
export interface MediaFacts extends InboundAttachment {
  /** The language of the conversation so far (`ru`); null when nothing was said yet. A hint. */
  readonly language: string | null
  /** The client's own words beside it; null where there are none. */
  readonly caption: string | null
}

export interface MediaFile {
  /** In memory only: no file is written, and none outlives the reading. */
  readonly bytes: Uint8Array
  readonly facts: MediaFacts
}

/** What a reader made of a file. */
export type MediaText =
  /** `text` becomes what the message says (below its caption). Confidence 0 to 1; null where the reader tells none. */
  | { readonly kind: 'read'; readonly text: string; readonly confidence: number | null }
  /** It will never be read: damaged, silent, too long, of a kind nobody reads. The code is stable: `media.too_long`. */
  | { readonly kind: 'refused'; readonly code: string }
  /** What reads it is away: the client is answered without it, and it is read when that is back. */
  | { readonly kind: 'later'; readonly code: string; readonly retryAfterMs: number | null }

/** Turns files of some kinds into text. Only one reader per kind; a kind that nobody reads is kept as it came. */
export interface MediaReader {
  /** For logs: `speech`, `documents`, `pictures`. */
  readonly name: string
  /** What the owner is told when what reads it is away, and when it is back: once each. */
  readonly outageWords: { readonly away: (code: string) => OwnerWords; readonly back: OwnerWords }
  readonly kinds: readonly AttachmentKind[]
  /** The largest file it takes; more is refused before the download. */
  readonly maxBytes: number
  /** The time for one file, download and reading together, in milliseconds. */
  readonly timeoutMs: number
  /** Nothing is fetched for it: what it reads lies elsewhere, at the address in `fileId`. */
  readonly fetchesItself?: true
  /** Refuses by what is known before the download: a stable code, or null to go on. Pure. */
  refuse(facts: MediaFacts): string | null
  /** Reads one file within `signal`; never throws for what the file or a server does. Nothing of it reaches a log. */
  read(file: MediaFile, signal: AbortSignal): Promise<MediaText>
}

/** The reader of each kind. Throws TypeError where two want the same one. */
export function readersByKind(readers: readonly MediaReader[]): ReadonlyMap<AttachmentKind, MediaReader> {
  const byKind = new Map<AttachmentKind, MediaReader>()
  for (const reader of readers)
    for (const kind of reader.kinds) {
      if (byKind.has(kind)) throw new TypeError(`two readers for ${kind}: ${byKind.get(kind)?.name}, ${reader.name}`)
      byKind.set(kind, reader)
    }
  return byKind
}
