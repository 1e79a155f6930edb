import type { AsrServerConfig } from '../config.ts'
import type { Recogniser } from '../contract.ts'
import type { ServerDeps } from '../server/speech-server.ts'
import { createOpenAiAudio } from './create-openai-audio.ts'
import { createTranscribeServer } from './create-transcribe-server.ts'

/** A transcript of the longest message is a few kilobytes; with every word's times it may be a hundred times that. */
const maxAnswerBytes = 4 << 20

/** The recogniser of the settings; null: voice messages are not listened to. */
export function openRecogniser(config: AsrServerConfig, deps: ServerDeps): Recogniser | null {
  if (!config.enabled || config.base_url === null) return null
  const settings = { baseUrl: config.base_url.replace(/\/+$/, ''), apiKey: config.api_key, maxAnswerBytes }
  return config.protocol === 'openai'
    ? createOpenAiAudio({ ...settings, model: config.model }, deps)
    : createTranscribeServer(settings, deps)
}
