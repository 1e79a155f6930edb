import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { pageInput } from './inputs.ts'

export const findLeads = defineTool({
  name: 'find_leads',
  title: 'Find leads',
  description:
    'Lists leads, the newest first. All filters must hold. Use `next_cursor` of a page as `cursor` for the next.',
  role: 'viewer',
  input: z.object({
    q: z.string().optional().describe('Words of a name, a contact or of what was said.'),
    status: z.string().optional(),
    stage: z.string().optional(),
    source: z.string().optional(),
    min_fit_score: z.int().min(0).max(100).optional(),
    created_after: z.string().optional().describe('An instant, or a day in UTC.'),
    created_before: z.string().optional(),
    sort: z.enum(['-created_at', '-updated_at', '-fit_score']).optional(),
    ...pageInput,
  }),
  toRequest: query => ({ method: 'GET', path: '/api/v1/leads', query }),
})
