import { z } from 'zod'
import {
  bearerKey,
  choice,
  decimal,
  defineSection,
  flag,
  httpUrl,
  type SectionValue,
  text,
  wholeNumber,
} from '#shared/config'

export type AsrServerConfig = SectionValue<typeof asrServerSection>
export type TtsServerConfig = SectionValue<typeof ttsServerSection>

/** The server that turns voice messages into text. */
export const asrServerSection = defineSection(
  'asr_server',
  z
    .strictObject({
      base_url: httpUrl()
        .nullable()
        .default(null)
        .describe('Speech server; without it the client is asked to write instead.'),
      timeout: wholeNumber({ min: 1, max: 3600 })
        .default(180)
        .describe('Seconds for one voice message, download and hearing together; the answer waits no longer for it.'),
      enabled: flag().default(true).describe('Listen to voice messages at all.'),
      protocol: choice(['transcribe', 'openai'])
        .default('transcribe')
        .describe('transcribe: POST /transcribe; openai: POST /v1/audio/transcriptions.'),
      api_key: bearerKey().nullable().default(null).describe('Key of that server, if it wants one.'),
      model: text().default('whisper-1').describe('Name of the model, for the openai protocol.'),
      max_minutes: wholeNumber({ min: 1, max: 240 })
        .default(10)
        .describe('Longer messages are not listened to: the client is asked for a shorter one.'),
    })
    .describe('Voice messages.'),
)

/** The server that speaks. */
export const ttsServerSection = defineSection(
  'tts_server',
  z
    .strictObject({
      base_url: httpUrl()
        .nullable()
        .default(null)
        .describe('OpenAI-compatible speech server (POST /v1/audio/speech); without it nothing is spoken.'),
      api_key: bearerKey().nullable().default(null).describe('Key of that server, if it wants one.'),
      model: text().default('tts-1').describe('Name of the model that speaks.'),
      voice: text().default('alloy').describe('Name of its voice.'),
      speed: decimal({ min: 0.25, max: 4 }).default(1).describe('How fast it speaks: 1 is as the voice is.'),
      timeout: wholeNumber({ min: 1, max: 600 }).default(30).describe('Seconds to make one voice message.'),
    })
    .describe('Answers spoken to clients who spoke; which playbook does so stands in its persona.'),
)
