import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { idInput } from './inputs.ts'

export const bookMeeting = defineTool({
  name: 'book_meeting',
  title: 'Book a meeting',
  description: 'Books a time of list_openings for a lead. It is booked when this says so, and not before.',
  role: 'operator',
  input: z.object({
    lead_id: idInput,
    starts_at: z.string().describe('`starts_at` of an opening.'),
    tell_client: z
      .boolean()
      .optional()
      .describe('Whether the client gets a message about it; they do unless you say false.'),
  }),
  toRequest: body => ({ method: 'POST', path: '/api/v1/meetings', body }),
})
