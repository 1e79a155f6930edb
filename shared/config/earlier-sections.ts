import { z } from 'zod'
import { decimal, flag, httpUrl, listOf, text, timeOfDay, wholeNumber } from './fields.ts'
import { type ConfigSection, defineSection } from './section.ts'

const positive = { min: 1, max: 1_000_000 }
const seconds = { min: 1, max: 600 }

const googleCalendar = defineSection(
  'google_calendar',
  z
    .strictObject({
      enabled: flag().default(false).describe('Offer and book meetings.'),
      credentials_path: text()
        .default('./credentials/google-calendar.json')
        .describe("File with Google's credentials."),
      token_path: text().default('./credentials/token.json').describe('File with the token that Google issued.'),
      auto_create_consultations: flag().default(true).describe('Book a consultation once the client agreed to a time.'),
      default_consultation_duration_minutes: wholeNumber({ min: 5, max: 1440 })
        .default(60)
        .describe('How long a consultation takes.'),
      available_slots: listOf(timeOfDay())
        .default(['09:00', '10:00', '11:00', '14:00', '15:00', '16:00'])
        .describe('When a consultation may start.'),
    })
    .describe('Meetings in Google Calendar.'),
  { retired: 'this version has no calendar yet' },
)

const meetingSummary = defineSection(
  'meeting_summary',
  z
    .strictObject({
      send_to_owner: flag().default(true).describe('Send the owner a summary before a meeting.'),
      owner_username: text().default('@your_username').describe('Who receives it.'),
    })
    .describe('Summaries before meetings.'),
  { retired: 'this version has no meetings yet; the owner is telegram.owner_id' },
)

const rag = defineSection(
  'rag',
  z
    .strictObject({
      enabled: flag().default(false).describe('Answer from the documents.'),
      knowledge_base_path: text().nullable().default(null).describe('Folder with the documents.'),
      max_results: wholeNumber({ min: 1, max: 50 }).default(3).describe('Passages that a search returns.'),
      min_score: decimal({ min: 0, max: 1 }).default(0.7).describe('Passages that match less are dropped.'),
      auto_load_on_startup: flag().default(true).describe('Index the documents at start.'),
      log_stats_interval: wholeNumber(positive).default(100).describe('Searches between two lines of statistics.'),
    })
    .describe('Search in the knowledge base.'),
  { retired: 'this version does not search the knowledge base yet' },
)

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
  { retired: 'this version does not open links' },
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
  googleCalendar,
  meetingSummary,
  rag,
  urlParsing,
  webSearch,
} as const satisfies Record<string, ConfigSection>
