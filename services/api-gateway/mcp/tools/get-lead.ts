import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { idInput } from './inputs.ts'

export const getLead = defineTool({
  name: 'get_lead',
  title: 'Read a lead',
  description: 'One lead with what is known of it, its stage, its fit score with the reasons, and its meetings.',
  role: 'viewer',
  input: z.object({ lead_id: idInput }),
  toRequest: ({ lead_id }) => ({ method: 'GET', path: `/api/v1/leads/${lead_id}` }),
})
