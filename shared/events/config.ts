import { z } from 'zod'
import { defineSection, flag, type SectionValue, secretUrl, wholeNumber } from '#shared/config'

export type RedisConfig = SectionValue<typeof redisSection>

/** Redis as the earlier system named it. `npm run doctor` asks it; nothing is kept there. */
export const redisSection = defineSection(
  'redis',
  z
    .strictObject({
      url: secretUrl(['redis:', 'rediss:'], 'redis://host:6379/0').nullable().default(null).describe('A Redis server.'),
      db: wholeNumber({ min: 0, max: 65_535 }).default(0).describe('Number of the database in it.'),
      decode_responses: flag().default(true).describe('Answers of Redis are text.'),
    })
    .describe('A Redis server for several machines.'),
  { retired: 'this version keeps its queue beside the database and needs no Redis' },
)
