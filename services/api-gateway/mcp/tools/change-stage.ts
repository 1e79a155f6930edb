import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { idInput } from './inputs.ts'

export const changeStage = defineTool({
  name: 'change_stage',
  title: 'Move a lead to another stage',
  description: 'Moves a lead in the funnel. The names of the stages are those that `get_lead` shows.',
  role: 'operator',
  input: z.object({ lead_id: idInput, stage: z.string().min(1).describe('Like presentation or scheduling.') }),
  toRequest: ({ lead_id, stage }) => ({ method: 'POST', path: `/api/v1/leads/${lead_id}/stage`, body: { stage } }),
})
