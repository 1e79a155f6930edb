import { z } from 'zod'
import { defineSection, flag, type SectionValue, secretUrl, text, wholeNumber } from '#shared/config'

export type DatabaseConfig = SectionValue<typeof databaseSection>

/** Where everything is kept. */
export const databaseSection = defineSection(
  'database',
  z
    .strictObject({
      url: secretUrl(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/name')
        .nullable()
        .default(null)
        .describe('PostgreSQL; without it everything is in one SQLite file.'),
      db_path: text().default('./data/conversations.db').describe('The SQLite file, when there is no url.'),
      pool_size: wholeNumber({ min: 1, max: 1000 }).default(20).describe('Connections of each process to PostgreSQL.'),
      max_overflow: wholeNumber({ min: 0, max: 1000 })
        .default(10)
        .describe('Further connections of each process to PostgreSQL while many are in use.'),
      statement_timeout_seconds: wholeNumber({ min: 1, max: 3600 })
        .default(30)
        .describe('The longest one statement may take on PostgreSQL; migrations, copies and backups may take longer.'),
      lock_timeout_seconds: wholeNumber({ min: 1, max: 600 })
        .default(10)
        .describe('The longest one statement may wait on PostgreSQL for what another transaction holds.'),
      echo: flag()
        .default(false)
        .describe('Log the text and duration of every SQL statement, at level debug; never its values.'),
    })
    .describe('Where conversations and leads are kept.'),
)
