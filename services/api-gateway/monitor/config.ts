import { z } from 'zod'
import { defineSection, port, type SectionValue, text } from '#shared/config'

export type MonitoringConfig = SectionValue<typeof monitoringSection>

/** Where a process without the gateway tells how it is. */
export const monitoringSection = defineSection(
  'monitoring',
  z
    .strictObject({
      host: text().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 lets other machines in.'),
      port: port()
        .nullable()
        .default(null)
        .describe('Port of /health, /ready and /metrics of a process without the gateway; nothing: it has none.'),
    })
    .describe('How worker, telegram-bot and analytics tell of themselves where they run apart.'),
)
