import type { Channel } from '#capabilities/channels'
import type { Database } from '#shared/database'
import { type Clock, errorCode } from '#shared/utils'
import type { MediaReader, MediaText } from './media-reader.ts'
import { findReadCopy, type TakenMedia } from './media-rows.ts'

export interface ReadOneDeps {
  readonly database: Database
  readonly channel: Pick<Channel, 'fetchFile'>
  readonly clock: Clock
}

/** How it went with one file. */
export type Reading =
  | (Extract<MediaText, { kind: 'read' }> & {
      /** Taken from an earlier copy of the same file: nobody was asked. */
      readonly isCopy: boolean
    })
  | Extract<MediaText, { kind: 'refused' }>
  | (Extract<MediaText, { kind: 'later' }> & {
      /** False: the channel did not give the file, so nothing is known of the reader. */
      readonly isReaderAway: boolean
    })

interface Job {
  readonly media: TakenMedia
  /** Null: the settings have changed since it was kept. */
  readonly reader: MediaReader | null
  readonly signal: AbortSignal
}

/** Reads one file: what is known of it is judged first, then it is fetched, then read; all of it within the reader's time. Never rejects. */
export async function readOne(deps: ReadOneDeps, { media, reader, signal }: Job): Promise<Reading> {
  if (reader === null) return { kind: 'refused', code: 'media.no_reader' }
  const limit = new AbortController()
  const stopTimer = deps.clock.after(reader.timeoutMs, () => limit.abort())
  try {
    return await fetchAndRead(deps, media, reader, AbortSignal.any([signal, limit.signal]))
  } catch (error) {
    // A reader does not throw for what a file does: a defect of ours, which an update may have mended by the next try.
    return { kind: 'later', code: errorCode(error), retryAfterMs: null, isReaderAway: false }
  } finally {
    stopTimer()
  }
}

async function fetchAndRead(
  deps: ReadOneDeps,
  { facts }: TakenMedia,
  reader: MediaReader,
  signal: AbortSignal,
): Promise<Reading> {
  const copy = await findReadCopy(deps.database.db, facts)
  if (copy !== null) return { kind: 'read', ...copy, isCopy: true }
  const { maxBytes } = reader
  const code = (facts.sizeBytes ?? 0) > maxBytes ? 'media.too_big' : reader.refuse(facts)
  if (code !== null) return { kind: 'refused', code }
  if (reader.fetchesItself) return withOrigin(await reader.read({ bytes: new Uint8Array(), facts }, signal))
  const file = await deps.channel.fetchFile(facts.fileId, { maxBytes, signal })
  switch (file.kind) {
    case 'too-big':
      return { kind: 'refused', code: 'media.too_big' }
    case 'gone':
      return { kind: 'refused', code: 'media.gone' }
    case 'not-fetched':
      return { kind: 'later', code: file.code, retryAfterMs: file.retryAfterMs, isReaderAway: false }
    case 'fetched':
      return withOrigin(await reader.read({ bytes: file.bytes, facts }, signal))
  }
}

function withOrigin(text: MediaText): Reading {
  if (text.kind === 'read') return { ...text, isCopy: false }
  return text.kind === 'later' ? { ...text, isReaderAway: true } : text
}
