import { z } from 'zod'
import { defineSection, flag, type SectionValue, wholeNumber } from '#shared/config'

export type MediaConfig = SectionValue<typeof mediaSection>

/** What is read of that which clients send besides words. Voice messages have a section of their own. */
export const mediaSection = defineSection(
  'media',
  z
    .strictObject({
      pictures: flag()
        .default(true)
        .describe('Show photos to the model, where it sees; else the client is asked to describe them.'),
      documents: flag().default(true).describe('Read PDF, Word, Excel, CSV, Markdown and text files.'),
      document_max_megabytes: wholeNumber({ min: 1, max: 20 }).default(10).describe('Larger files are not read.'),
      document_max_pages: wholeNumber({ min: 1, max: 1000 }).default(30).describe('Pages read of a PDF.'),
      document_max_characters: wholeNumber({ min: 200, max: 100_000 })
        .default(6000)
        .describe('Characters kept of a file or a page; the model reads them with each answer.'),
      fetch_links: flag().default(false).describe('Open the links that clients send, on the public internet only.'),
      links_per_message: wholeNumber({ min: 1, max: 5 }).default(2).describe('Links opened of one message.'),
      link_timeout_seconds: wholeNumber({ min: 1, max: 60 }).default(10).describe('Time for one link.'),
    })
    .describe('Photos, documents and links that clients send.'),
)
