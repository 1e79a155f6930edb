import { openVoice } from '#capabilities/speech'
import type { Chance, Clock, Logger } from '#shared/utils'
import type { Settings } from '../../settings.ts'

export interface SpeakDeps {
  readonly clock: Clock
  readonly chance: Chance
  readonly logger: Logger
}

/** Makes voice messages with the voice of the settings, each within its time; null when there is none, or it is away. */
export function createSpeak(
  { tts_server: server }: Settings,
  { logger, ...deps }: SpeakDeps,
): (text: string) => Promise<Uint8Array | null> {
  const voice = openVoice(server, deps)
  return async text => {
    if (voice === null) return null
    const limit = new AbortController()
    const stopTimer = deps.clock.after(server.timeout * 1000, () => limit.abort())
    const spoken = await voice.speak(text, limit.signal).finally(stopTimer)
    if (spoken.kind === 'spoken') return spoken.bytes
    logger.warn('voice.not_made', { code: spoken.code })
    return null
  }
}
