import type { Spoken, Voice } from '../contract.ts'
import type { ServerAnswer } from '../server/server-answer.ts'
import { connectSpeechServer, type ServerDeps, type ServerSettings } from '../server/speech-server.ts'

export interface OpenAiVoiceSettings extends ServerSettings {
  readonly model: string
  readonly voice: string
  /** 0.25 to 4; 1 is as the voice is. */
  readonly speed: number
}

/** A server with OpenAI's `POST /v1/audio/speech`: Kokoro, Piper or XTTS behind a gateway, OpenAI. */
export function createOpenAiVoice(settings: OpenAiVoiceSettings, deps: ServerDeps): Voice {
  const { model, voice, speed, ...server } = settings
  const post = connectSpeechServer({ ...server, baseUrl: server.baseUrl.replace(/\/v1$/, '') }, deps)
  return {
    name: 'openai',
    async speak(text, signal) {
      const wish = { model, voice, speed, input: text, response_format: 'opus' }
      const body = Buffer.from(JSON.stringify(wish))
      return readSound(await post({ path: '/v1/audio/speech', contentType: 'application/json', body }, signal))
    },
  }
}

function readSound(answer: ServerAnswer): Spoken {
  if (answer.kind === 'failed') return { kind: 'unavailable', code: answer.code }
  if (answer.status !== 200) return { kind: 'unavailable', code: `http_${answer.status}` }
  // Telegram shows anything else as a file instead of a voice message.
  const isOgg = answer.body.subarray(0, 4).toString('latin1') === 'OggS'
  return isOgg ? { kind: 'spoken', bytes: answer.body } : { kind: 'unavailable', code: 'bad_answer' }
}
