import { z } from 'zod'
import { choice, defineSection, flag, httpUrl, type SectionValue, wholeNumber } from '#shared/config'

export type AsrServerConfig = SectionValue<typeof asrServerSection>

/** The server that turns voice messages into text. */
export const asrServerSection = defineSection(
  'asr_server',
  z
    .strictObject({
      base_url: httpUrl()
        .nullable()
        .default(null)
        .describe('Speech server; without it the client is asked to write instead.'),
      timeout: wholeNumber({ min: 1, max: 3600 }).default(180).describe('Seconds for one voice message.'),
      enabled: flag().default(true).describe('Listen to voice messages at all.'),
      protocol: choice(['transcribe', 'openai'])
        .default('transcribe')
        .describe('transcribe: POST /transcribe; openai: POST /v1/audio/transcriptions.'),
    })
    .describe('Voice messages.'),
)
