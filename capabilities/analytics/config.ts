import { z } from 'zod'
import { choice, defineSection, type SectionValue, timeOfDay } from '#shared/config'

export type ReportsConfig = SectionValue<typeof reportsSection>

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Figures that are sent to the owner by themselves. */
export const reportsSection = defineSection(
  'reports',
  z
    .strictObject({
      daily_at: timeOfDay()
        .nullable()
        .default(null)
        .describe('When the digest of the day before is sent to you, by the clock of the business; without it never.'),
      weekly_at: timeOfDay()
        .nullable()
        .default('09:00')
        .describe('When the digest of the last week, Monday to Sunday, is sent to you; nothing: never.'),
      weekly_day: choice(weekdays).default('monday').describe('On which day.'),
    })
    .describe('Reports that are sent to you in Telegram. A period in which nothing happened is not reported.'),
)
