import { z } from 'zod'
import type { LogLevel } from '#shared/utils'
import { choice } from './fields.ts'
import { defineSection, type SectionValue } from './section.ts'

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const satisfies readonly LogLevel[]

export type LoggingConfig = SectionValue<typeof loggingSection>

export const loggingSection = defineSection(
  'logging',
  z
    .strictObject({
      level: choice(levels)
        .default('info')
        .describe('How much is logged; error shows only what a person should look at.'),
    })
    .describe('What is logged.'),
)
