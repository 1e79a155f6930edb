import { z } from 'zod'
import { defineSection, flag, type SectionValue, secretUrl, text, wholeNumber } from '#shared/config'

export type RedisConfig = SectionValue<typeof redisSection>

/** The Redis that several processes or machines share. Nothing in it is missed when it is emptied. */
export const redisSection = defineSection(
  'redis',
  z
    .strictObject({
      url: secretUrl(['redis:', 'rediss:'], 'redis://host:6379/0')
        .nullable()
        .default(null)
        .describe('A Redis server, for several processes or machines; without it each process has a queue of its own.'),
      db: wholeNumber({ min: 0, max: 65_535 }).default(0).describe('Number of the database in it.'),
      key_prefix: text()
        .default('telegram-ai')
        .describe('How its keys begin. Two installations on one Redis need two of them.'),
      decode_responses: flag().default(true).describe('Answers of Redis are text.'),
    })
    .describe('A Redis server for several processes or machines.'),
  { retired: { decode_responses: 'answers are read as what they are' } },
)
