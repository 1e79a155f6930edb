import { z } from 'zod'
import { defineTool } from '../define-tool.ts'

export const readMetrics = defineTool({
  name: 'read_metrics',
  title: 'Read the figures of a period',
  description: 'Counts and rates, each with its definition: leads, stages, meetings, answers, hand-offs, cost.',
  role: 'viewer',
  input: z.object({
    from: z.string().optional().describe('A day or an instant; 30 days before the end unless said otherwise.'),
    to: z.string().optional().describe('A day, which is included, or an instant.'),
    compare: z.enum(['previous']).optional().describe('Also the period of the same length before it.'),
  }),
  toRequest: query => ({ method: 'GET', path: '/api/v1/analytics/metrics', query }),
})
