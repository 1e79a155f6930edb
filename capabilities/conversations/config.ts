import { z } from 'zod'
import { defineSection, flag, type SectionValue, text, wholeNumber } from '#shared/config'

export type MemoryConfig = SectionValue<typeof memorySection>

const noSummaries = 'this version writes no summaries yet; the model reads the last context_window messages'
const noVectors = 'this version has no search by meaning in old messages'

/** What the model remembers of a conversation. */
export const memorySection = defineSection(
  'memory',
  z
    .strictObject({
      context_window: wholeNumber({ min: 1, max: 500 })
        .default(10)
        .describe('How many of the last messages the model reads.'),
      db_path: text().nullable().default(null).describe('File with the conversations.'),
      max_history_days: wholeNumber({ min: 1, max: 36_500 }).default(30).describe('Days that messages are kept.'),
      auto_summarize: flag().default(true).describe('Write summaries of long conversations.'),
      summary_threshold: wholeNumber({ min: 1, max: 10_000 }).default(15).describe('Messages before a summary.'),
      vector_search_enabled: flag().default(false).describe('Search old messages by meaning.'),
      vector_db_path: text().default('./data/chroma_db').describe('Folder of that search.'),
    })
    .describe('What the assistant remembers of a conversation.'),
  {
    retired: {
      db_path: 'there is one database; see database.db_path and database.url',
      max_history_days: 'this version deletes no messages by age',
      auto_summarize: noSummaries,
      summary_threshold: noSummaries,
      vector_search_enabled: noVectors,
      vector_db_path: noVectors,
    },
  },
)
