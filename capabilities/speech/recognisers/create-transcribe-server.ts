import type { Recogniser } from '../contract.ts'
import { connectSpeechServer, type ServerDeps, type ServerSettings } from '../server/speech-server.ts'
import { buildForm } from './build-form.ts'
import { readTranscript } from './read-transcript.ts'

/** A server with `POST /transcribe`: the file and its language in, `{"text": …}` out. */
export function createTranscribeServer(settings: ServerSettings, deps: ServerDeps): Recogniser {
  const post = connectSpeechServer(settings, deps)
  return {
    name: 'transcribe',
    async hear(sound, signal) {
      const form = buildForm(sound, sound.language === null ? {} : { language: sound.language })
      return readTranscript(await post({ path: '/transcribe', ...form }, signal))
    },
  }
}
