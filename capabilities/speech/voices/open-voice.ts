import type { TtsServerConfig } from '../config.ts'
import type { Voice } from '../contract.ts'
import type { ServerDeps } from '../server/speech-server.ts'
import { createOpenAiVoice } from './create-openai-voice.ts'

/** A minute of Opus is half a megabyte; what is spoken takes half a minute. */
const maxAnswerBytes = 5 << 20

/** The voice of the settings; null: nothing is spoken. */
export function openVoice(config: TtsServerConfig, deps: ServerDeps): Voice | null {
  if (config.base_url === null) return null
  const { model, voice, speed, api_key: apiKey } = config
  const baseUrl = config.base_url.replace(/\/+$/, '')
  // The text has been answered in writing already: nobody waits for a second try.
  return createOpenAiVoice({ baseUrl, apiKey, model, voice, speed, maxAnswerBytes, maxRetries: 1 }, deps)
}
