import { z } from 'zod'
import {
  bearerKey,
  decimal,
  defineSection,
  httpUrl,
  type SectionValue,
  text,
  textLike,
  timeZone,
  wholeNumber,
} from '#shared/config'

export type AiServerConfig = SectionValue<typeof aiServerSection>

const seconds = { min: 1, max: 3600 }
const price = { min: 0, max: 1_000_000_000 }

/** The model server, and how to ask it. */
export const aiServerSection = defineSection(
  'ai_server',
  z
    .strictObject({
      base_url: httpUrl()
        .nullable()
        .default(null)
        .describe('An OpenAI-compatible server, with or without /v1; without it the built-in script answers.'),
      api_key: bearerKey().nullable().default(null).describe('Key of that server, if it wants one.'),
      model: text().nullable().default(null).describe('Name of the model; without it the first that the server lists.'),
      embedding_model: text()
        .nullable()
        .default(null)
        .describe(
          "Name of the model that finds passages by meaning; without it the first of the server's list whose name says so (…embed…, bge, e5, …), and none when no name does.",
        ),
      vision_model: text()
        .nullable()
        .default(null)
        .describe('Name of the model that looks at photos; without it the one that answers, if it sees.'),
      timeout: wholeNumber(seconds).default(30).describe('Seconds for a whole answer.'),
      first_token_timeout_seconds: wholeNumber(seconds).default(20).describe('Time to the first word of an answer.'),
      max_retries: wholeNumber({ min: 0, max: 10 })
        .default(2)
        .describe('Further tries when the server is busy or fails.'),
      max_tokens: wholeNumber({ min: 1, max: 1_000_000 }).default(4000).describe('Longest answer, in tokens.'),
      context_tokens: wholeNumber({ min: 512, max: 10_000_000 })
        .default(12_384)
        .describe('What the model can read at once, in tokens, when the server does not say.'),
      price_per_million_prompt_tokens: decimal(price)
        .nullable()
        .default(null)
        .describe('What a million tokens cost that the model reads; for reports. Without prices no cost is shown.'),
      price_per_million_completion_tokens: decimal(price)
        .nullable()
        .default(null)
        .describe('What a million tokens cost that the model writes; for reports.'),
      price_currency: textLike(/^[A-Z]{3}$/, 'the three letters of a currency, like USD or RUB')
        .default('USD')
        .describe('The currency of the prices.'),
      system_prompt: text()
        .nullable()
        .default(null)
        .describe("Who the assistant is and how it speaks; without it the playbook's own words."),
      temperature: decimal({ min: 0, max: 2 })
        .default(0.8)
        .describe('How freely words are chosen: 0 is always the likeliest.'),
      timezone: timeZone().default('Europe/Moscow').describe('The time zone of the business: "today" and "tomorrow".'),
      date_format: text().nullable().default(null).describe('How dates are written for the model.'),
    })
    .describe('The model that writes the answers.'),
  { retired: { date_format: 'dates are written for the model in one unmistakable form' } },
)
