import { z } from 'zod'
import { defineSection, flag, type SectionValue, text, wholeNumber } from '#shared/config'

export type MemoryConfig = SectionValue<typeof memorySection>

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
      auto_summarize: flag()
        .default(true)
        .describe('Sum up what lies before context_window, so that the model still knows it. Needs a model server.'),
      summary_threshold: wholeNumber({ min: 1, max: 10_000 })
        .default(15)
        .describe('So many messages before context_window are worth a new summary.'),
      vector_search_enabled: flag().default(false).describe('Search old messages by meaning.'),
      vector_db_path: text().default('./data/chroma_db').describe('Folder of that search.'),
    })
    .describe('What the assistant remembers of a conversation.'),
  {
    retired: {
      db_path: 'there is one database; see database.db_path and database.url',
      max_history_days: 'this version deletes no messages by age',
      vector_search_enabled: noVectors,
      vector_db_path: noVectors,
    },
  },
)
