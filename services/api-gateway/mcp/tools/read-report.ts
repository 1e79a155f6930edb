import { z } from 'zod'
import { defineTool } from '../define-tool.ts'

export const readReport = defineTool({
  name: 'read_report',
  title: 'Read a report',
  description: 'One report of a period, like the funnel or the sources of leads. list_reports names them all.',
  role: 'viewer',
  input: z.object({
    name: z.string().min(1).max(100),
    from: z.string().optional().describe('A day or an instant; 30 days before the end unless said otherwise.'),
    to: z.string().optional().describe('A day, which is included, or an instant.'),
    language: z.enum(['ru', 'en']).optional(),
  }),
  toRequest: ({ name, ...query }) => ({
    method: 'GET',
    path: `/api/v1/analytics/reports/${encodeURIComponent(name)}`,
    query: { ...query, format: 'json' },
  }),
})
