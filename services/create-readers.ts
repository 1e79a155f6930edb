import { openRecogniser } from '#capabilities/speech'
import { createSpeechReader, type MediaReader } from '#flow'
import type { Chance, Clock } from '#shared/utils'
import type { Settings } from './settings.ts'

export interface ReaderDeps {
  readonly clock: Clock
  readonly chance: Chance
}

/** What reads files of clients, as far as the settings have it. */
export function createReaders(settings: Settings, deps: ReaderDeps): readonly MediaReader[] {
  return [...createSpeechReaders(settings, deps)]
}

function createSpeechReaders({ asr_server: server }: Settings, deps: ReaderDeps): readonly MediaReader[] {
  const recogniser = openRecogniser(server, deps)
  if (recogniser === null) return []
  return [createSpeechReader(recogniser, { timeoutMs: server.timeout * 1000, maxSeconds: server.max_minutes * 60 })]
}
