import { readDocument, readPage } from '#capabilities/media'
import { openRecogniser } from '#capabilities/speech'
import {
  createDocumentReader,
  createLookAt,
  createPageReader,
  createPictureReader,
  createSpeechReader,
  type MediaReader,
} from '#flow'
import type { Chance, Clock, Logger } from '#shared/utils'
import type { Settings } from '../../settings.ts'
import { createModelSight } from './create-sight.ts'

export interface ReaderDeps {
  readonly clock: Clock
  readonly chance: Chance
  readonly logger: Logger
}

/** What reads files of clients, as far as the settings have it. */
export function createReaders(settings: Settings, deps: ReaderDeps): readonly MediaReader[] {
  return [
    ...createSpeechReaders(settings, deps),
    ...createFileReaders(settings, deps),
    ...createPageReaders(settings, deps),
  ]
}

function createSpeechReaders({ asr_server: server }: Settings, deps: ReaderDeps): readonly MediaReader[] {
  const recogniser = openRecogniser(server, deps)
  if (recogniser === null) return []
  return [createSpeechReader(recogniser, { timeoutMs: server.timeout * 1000, maxSeconds: server.max_minutes * 60 })]
}

/** Always there: what nobody can see or read is said to be so. */
function createFileReaders(settings: Settings, deps: ReaderDeps): readonly MediaReader[] {
  const { media, business } = settings
  const lookAt = createLookAt(createModelSight(settings, deps), business.language)
  const limits = {
    maxCharacters: media.document_max_characters,
    maxPages: media.document_max_pages,
    timeoutMs: documentTimeoutMs,
  }
  return [
    createPictureReader(lookAt),
    createDocumentReader({
      readDocument: media.documents
        ? (bytes, claims, signal) => readDocument(bytes, claims, { ...limits, clock: deps.clock, signal })
        : null,
      lookAt,
      maxBytes: media.document_max_megabytes << 20,
    }),
  ]
}

// A PDF of hundreds of pages takes two seconds; what takes longer than this was made to.
const documentTimeoutMs = 20_000

function createPageReaders({ media }: Settings, { clock }: ReaderDeps): readonly MediaReader[] {
  if (!media.fetch_links) return []
  const timeoutMs = media.link_timeout_seconds * 1000
  const limits = { ports: webPorts, timeoutMs, maxCharacters: media.document_max_characters, clock }
  return [createPageReader({ timeoutMs, readPage: (link, signal) => readPage(link, { ...limits, signal }) })]
}

const webPorts = [80, 443]
