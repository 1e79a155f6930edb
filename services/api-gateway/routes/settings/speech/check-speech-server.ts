import { z } from 'zod'
import { checkAsrServer, openVoice, type TtsServerConfig } from '#capabilities/speech'
import type { Clock } from '#shared/utils'
import { textField } from '../../../http/fields/text-field.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { apiKeyField, baseUrlField, chooseKey } from '../server-fields.ts'

// Whoever waits for it is a person before a button; a voice that is not loaded yet takes its time.
const timeoutMs = 20_000
const sample = 'Здравствуйте! Hello!'

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
      body: z.strictObject({ base_url: baseUrlField }).meta({ examples: [{ base_url: 'http://localhost:8001' }] }),
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
          base_url: baseUrlField,
          api_key: apiKeyField,
          model: textField(300).nullable().default(null).describe('Null: that of the settings.'),
          voice: textField(300).nullable().default(null).describe('Null: that of the settings.'),
        })
        .meta({ examples: [{ base_url: 'http://localhost:8880', api_key: null, model: null, voice: null }] }),
      response: { 200: check },
    },
    handler: async request => {
      const { base_url, model, voice } = request.body
      const settings = {
        ...ttsServer,
        base_url,
        api_key: chooseKey(request.body, ttsServer),
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
