import { z } from 'zod'
import { decimal, defineSection, flag, type SectionValue, text, wholeNumber } from '#shared/config'

export type RagConfig = SectionValue<typeof ragSection>

/** Where the documents lie when `knowledge_base_path` says nothing. */
export const defaultKnowledgeFolder = './knowledge_base'

/**
 * The knowledge base, under the name and with the keys of the earlier system. On by default, unlike there: an owner who puts a
 * price list into the folder wants it answered from, and a salesperson who knows no price can only promise to ask.
 */
export const ragSection = defineSection(
  'rag',
  z
    .strictObject({
      enabled: flag().default(true).describe('Answer from the documents.'),
      knowledge_base_path: text()
        .nullable()
        .default(defaultKnowledgeFolder)
        .describe('Folder with the documents: md, txt, html, pdf, docx, csv, xlsx, also in folders below it.'),
      max_results: wholeNumber({ min: 1, max: 50 }).default(5).describe('Passages that an answer may draw on.'),
      min_score: decimal({ min: 0, max: 1 })
        .default(0.7)
        .describe('From which score on a passage counts as an answer; below it, it is only about the same thing.'),
      auto_load_on_startup: flag()
        .default(true)
        .describe('Look through the folder at start and again while running; false: only when asked to.'),
      log_stats_interval: wholeNumber({ min: 1, max: 1_000_000 })
        .default(100)
        .describe('Searches between two lines of statistics in the log.'),
      refresh_seconds: decimal({ min: 0.5, max: 86_400 })
        .default(3)
        .describe('How soon an edited document is noticed. A look costs one stat per file.'),
      max_file_megabytes: decimal({ min: 0.1, max: 200 })
        .default(10)
        .describe('Larger files are refused: a small server would run out of memory.'),
      embedding_timeout_ms: wholeNumber({ min: 10, max: 60_000 })
        .default(300)
        .describe('How long a search by meaning may wait for the model server; then words alone decide.'),
    })
    .describe('Search in the knowledge base.'),
)
