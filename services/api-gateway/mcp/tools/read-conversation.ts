import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { idInput } from './inputs.ts'

export const readConversation = defineTool({
  name: 'read_conversation',
  title: 'Read a conversation',
  description:
    'The newest messages of a conversation, oldest first. `next_before` as `before` gives the ones before them.',
  role: 'viewer',
  input: z.object({
    conversation_id: idInput,
    limit: z.int().min(1).max(200).optional().describe('How many messages; 50 unless said otherwise.'),
    before: idInput.optional().describe('Only messages with a smaller id.'),
  }),
  toRequest: ({ conversation_id, ...query }) => ({
    method: 'GET',
    path: `/api/v1/conversations/${conversation_id}`,
    query,
  }),
})
