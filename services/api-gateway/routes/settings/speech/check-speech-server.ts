import { z } from 'zod'
import { checkAsrServer, openVoice, type TtsServerConfig } from '#capabilities/speech'
import { headerKeyPattern } from '#shared/config'
import { type Clock, Secret } from '#shared/utils'
import { textField } from '../../../http/text-field.ts'
import type { RegisterRoute } from '../../../route-context.ts'

// Whoever waits for it is a person before a button; a voice that is not loaded yet takes its time.
const timeoutMs = 20_000
const sample = 'Здравствуйте! Hello!'

const baseUrl = z
  .url({ protocol: /^https?$/ })
  .max(1000)
  .transform(url => url.replace(/\/+$/, ''))

const apiKey = z
  .string()
  .trim()
  .max(1000)
  .regex(headerKeyPattern, 'must be Latin letters, digits and signs, without spaces')
  .transform(text => new Secret(text))
  .nullable()
  .default(null)
  .meta({ writeOnly: true, description: 'Null: the key of the settings, if this is the server of the settings.' })

const check = z
  .object({
    state: z
      .enum(['ready', 'reachable', 'failing', 'unreachable'])
      .describe('`reachable`: something answers; whether it hears shows only with the first voice message.'),
    code: z.string().nullable().describe('Why not: `connection_failed`, `timeout`, `http_401`, `bad_answer`, …'),
    latency_ms: z.int(),
  })
  .meta({ id: 'SpeechServerCheck' })

export const checkHearing: RegisterRoute = (app, { clock }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/settings/asr-server/check',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Ask a server for speech recognition whether it is there',
      description:
        'Sends no sound: a server with the protocol `transcribe` refuses that in a way that shows it. Stores nothing.',
      body: z.strictObject({ base_url: baseUrl }).meta({ examples: [{ base_url: 'http://localhost:8001' }] }),
      response: { 200: check },
    },
    handler: async request => {
      const found = await checkAsrServer({ baseUrl: request.body.base_url, timeoutMs }, clock)
      const code = 'code' in found ? found.code : 'status' in found ? `http_${found.status}` : null
      return { state: found.kind, code, latency_ms: Math.round(found.latencyMs) }
    },
  })
}

export const checkVoice: RegisterRoute = (app, { clock, ttsServer }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/settings/tts-server/check',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Let a server speak a greeting',
      description: 'One short sentence of ours, which is thrown away. Stores nothing.',
      body: z
        .strictObject({
          base_url: baseUrl,
          api_key: apiKey,
          model: textField(300).nullable().default(null).describe('Null: that of the settings.'),
          voice: textField(300).nullable().default(null).describe('Null: that of the settings.'),
        })
        .meta({ examples: [{ base_url: 'http://localhost:8880', api_key: null, model: null, voice: null }] }),
      response: { 200: check },
    },
    handler: async request => {
      const { base_url, api_key: given, model, voice } = request.body
      // A key is told to the server that it belongs to, and to no other.
      const api_key = given ?? (base_url === ttsServer.base_url ? ttsServer.api_key : null)
      const settings = {
        ...ttsServer,
        base_url,
        api_key,
        model: model ?? ttsServer.model,
        voice: voice ?? ttsServer.voice,
      }
      const startedMs = clock.now()
      const code = await tryVoice(settings, clock)
      const state = code === null ? ('ready' as const) : ('failing' as const)
      return { state, code, latency_ms: Math.round(clock.now() - startedMs) }
    },
  })
}

/** Null: it spoke; else why not. */
async function tryVoice(settings: TtsServerConfig, clock: Clock): Promise<string | null> {
  // One person asks: there is nobody from whom its second try must be spread.
  const voice = openVoice(settings, { clock, chance: () => 0 })
  if (voice === null) return 'no_address'
  const limit = new AbortController()
  const stopTimer = clock.after(timeoutMs, () => limit.abort())
  const spoken = await voice.speak(sample, limit.signal).finally(stopTimer)
  return spoken.kind === 'spoken' ? null : spoken.code
}
