import type { z } from 'zod'
import { followUpsSchema, linesSchema, objectionsSchema, playbookSchema, slotsSchema, stagesSchema } from './schemas.ts'

/** What a playbook's folder may hold. `common`: what is not given is taken from `playbooks/common/`. */
export const playbookFiles = {
  'follow-ups.yaml': { kind: 'yaml', schema: followUpsSchema, isCommon: true },
  'lines.yaml': { kind: 'yaml', schema: linesSchema, isCommon: true },
  'objections.yaml': { kind: 'yaml', schema: objectionsSchema, isCommon: true },
  'offer.md': { kind: 'text', isCommon: false },
  'persona.md': { kind: 'text', isCommon: false },
  'playbook.yaml': { kind: 'yaml', schema: playbookSchema, isCommon: false },
  'slots.yaml': { kind: 'yaml', schema: slotsSchema, isCommon: false },
  'stages.yaml': { kind: 'yaml', schema: stagesSchema, isCommon: true },
} as const satisfies Readonly<Record<string, PlaybookFile>>

export type PlaybookFileName = keyof typeof playbookFiles

export const playbookFileNames = Object.keys(playbookFiles) as readonly PlaybookFileName[]

/** Every playbook falls back to this folder; it is none itself. */
export const commonFolder = 'common'

type PlaybookFile =
  | { readonly kind: 'text'; readonly isCommon: boolean }
  | { readonly kind: 'yaml'; readonly isCommon: boolean; readonly schema: z.ZodType }
