import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { pageInput } from './inputs.ts'

export const listOpenings = defineTool({
  name: 'list_openings',
  title: 'List free times',
  description: 'Times at which a meeting may begin, the earliest first. Only these can be booked.',
  role: 'viewer',
  input: z.object({
    from: z.string().optional().describe('Only times at or after this instant.'),
    to: z.string().optional().describe('Only times before this instant.'),
    ...pageInput,
  }),
  toRequest: query => ({ method: 'GET', path: '/api/v1/openings', query }),
})
