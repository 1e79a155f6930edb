import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { idInput } from './inputs.ts'

export const addNote = defineTool({
  name: 'add_note',
  title: 'Note something about a lead',
  description: 'Adds a note that people of the business see. Clients never see notes, and no message is sent.',
  role: 'operator',
  input: z.object({ lead_id: idInput, text: z.string().min(1) }),
  toRequest: ({ lead_id, text }) => ({ method: 'POST', path: `/api/v1/leads/${lead_id}/notes`, body: { text } }),
})
