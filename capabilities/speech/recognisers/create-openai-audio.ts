import type { Recogniser } from '../contract.ts'
import { connectSpeechServer, type ServerDeps, type ServerSettings } from '../server/speech-server.ts'
import { buildForm } from './build-form.ts'
import { readTranscript } from './read-transcript.ts'

export interface OpenAiAudioSettings extends ServerSettings {
  readonly model: string
}

/** A server with OpenAI's `POST /v1/audio/transcriptions`: faster-whisper-server, vLLM, OpenAI. */
export function createOpenAiAudio({ model, ...settings }: OpenAiAudioSettings, deps: ServerDeps): Recogniser {
  const root = settings.baseUrl.replace(/\/v1$/, '')
  const post = connectSpeechServer({ ...settings, baseUrl: root }, deps)
  // How sure it is, only the verbose answer says, and some models have none: those that refuse it are asked no more for it.
  let format: 'verbose_json' | 'json' = 'verbose_json'
  return {
    name: 'openai',
    async hear(sound, signal) {
      const ask = () => {
        const fields = { model, response_format: format, ...(sound.language !== null && { language: sound.language }) }
        return post({ path: '/v1/audio/transcriptions', ...buildForm(sound, fields) }, signal)
      }
      const heard = readTranscript(await ask())
      if (heard.kind !== 'refused' || format === 'json') return heard
      format = 'json'
      const plain = readTranscript(await ask())
      // The file itself was refused: that says nothing of the format.
      if (plain.kind === 'refused') format = 'verbose_json'
      return plain
    },
  }
}
