import { z } from 'zod'
import { flag, httpUrl, wholeNumber } from './fields.ts'
import { type ConfigSection, defineSection } from './section.ts'

const positive = { min: 1, max: 1_000_000 }
const seconds = { min: 1, max: 600 }

const urlParsing = defineSection(
  'url_parsing',
  z
    .strictObject({
      enabled: flag().default(true).describe('Read the pages that clients link to.'),
      max_content_length: wholeNumber(positive).default(10_000).describe('Characters kept of a page.'),
      timeout: wholeNumber(seconds).default(10).describe('Seconds to wait for a page.'),
      max_urls_per_message: wholeNumber({ min: 1, max: 20 }).default(3).describe('Links read per message.'),
    })
    .describe('Pages behind links.'),
  { retired: 'links are opened where media.fetch_links is true' },
)

const webSearch = defineSection(
  'web_search',
  z
    .strictObject({
      enabled: flag().default(false).describe('Search the web for what the client asks.'),
      mcp_server_url: httpUrl().default('http://localhost:8080').describe('Server that searches.'),
      max_results: wholeNumber({ min: 1, max: 50 }).default(3).describe('Results per search.'),
      max_queries_per_conversation: wholeNumber({ min: 0, max: 1000 })
        .default(2)
        .describe('Searches per conversation.'),
      timeout: wholeNumber(seconds).default(10).describe('Seconds to wait for a search.'),
    })
    .describe('Search on the web.'),
  { retired: 'this version does not search the web' },
)

/** Sections of the earlier system whose capability is not there: read and checked, so that an earlier file loads unchanged. */
export const earlierSections = {
  urlParsing,
  webSearch,
} as const satisfies Record<string, ConfigSection>
