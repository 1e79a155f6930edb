import { z } from 'zod'
import type { WrittenNote } from '#capabilities/sales'
import { toInstant } from '../../../http/fields/instants.ts'

export const authorName = z
  .string()
  .nullable()
  .describe(
    'What the person is called, or the key that it was written with; null for a browser of nobody in particular.',
  )

export const noteBody = z
  .object({
    id: z.int(),
    lead_id: z.int(),
    author: z.string().describe('Who wrote it, as in the audit log: `operator:2`, `key:7`, `session:3`, `mcp:7`.'),
    author_name: authorName,
    text: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({
    id: 'LeadNote',
    examples: [
      {
        id: 5,
        lead_id: 12,
        author: 'key:7',
        author_name: 'CRM',
        text: 'Call before noon.',
        created_at: '2026-01-14T09:00:00.000Z',
      },
    ],
  })

export function toNoteBody(
  { id, leadId, author, text, createdAt }: WrittenNote,
  name: string | null,
): z.infer<typeof noteBody> {
  return { id, lead_id: leadId, author, author_name: name, text, created_at: toInstant(createdAt) }
}
