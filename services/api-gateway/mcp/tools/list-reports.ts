import { z } from 'zod'
import { defineTool } from '../define-tool.ts'

export const listReports = defineTool({
  name: 'list_reports',
  title: 'List the reports',
  description: 'Which reports there are, by the names that read_report takes.',
  role: 'viewer',
  input: z.object({}),
  toRequest: () => ({ method: 'GET', path: '/api/v1/analytics/reports' }),
})
