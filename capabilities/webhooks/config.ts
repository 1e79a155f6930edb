import { z } from 'zod'
import { defineSection, flag, type SectionValue } from '#shared/config'

export type WebhooksConfig = SectionValue<typeof webhooksSection>

/** Where events may be sent to. */
export const webhooksSection = defineSection(
  'webhooks',
  z
    .strictObject({
      allow_private_addresses: flag()
        .default(false)
        .describe('Send events also to this machine and to private networks, where other services may listen.'),
    })
    .describe('Events sent to other systems.'),
)
