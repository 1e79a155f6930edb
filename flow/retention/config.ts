import { z } from 'zod'
import { defineSection, type SectionValue, wholeNumber } from '#shared/config'

export type RetentionConfig = SectionValue<typeof retentionSection>

const longest = 36_500
const days = (min: number) => wholeNumber({ min, max: longest })

/** How long which kind of data is kept. */
export const retentionSection = defineSection(
  'retention',
  z
    .strictObject({
      people_days: days(30)
        .nullable()
        .default(null)
        .describe('A client of whom nothing was heard for so long is forgotten with all that is held of them.'),
      messages_days: days(30)
        .nullable()
        .default(null)
        .describe('Messages, and what they were answered by, are kept for so long; leads, slots and summaries stay.'),
      media_days: days(1)
        .nullable()
        .default(null)
        .describe('What was read in files of clients is kept for so long; the files themselves are never kept.'),
      updates_days: days(1).default(14).describe('Updates are kept for so long as they were received.'),
      outbound_days: days(7).default(180).describe('Settled parts of the outbox are kept for so long.'),
      events_days: days(30)
        .nullable()
        .default(null)
        .describe('Events are kept for so long; figures that were counted of them stay.'),
      deliveries_days: days(1).default(30).describe('Settled deliveries of webhooks are kept for so long.'),
      flood_waits_days: days(2).default(90).describe("Telegram's orders to be silent are kept for so long."),
      rate_limits_days: days(2)
        .default(30)
        .describe('How much somebody wrote is remembered for so long after their last message.'),
      audit_days: days(366)
        .nullable()
        .default(null)
        .describe('The audit log is kept for so long; the database itself refuses to delete younger entries.'),
    })
    .describe('How long which kind of data is kept, in days; nothing: for good.'),
)
