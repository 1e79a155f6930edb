import { z } from 'zod'
import { defineTool } from '../define-tool.ts'
import { pageInput } from './inputs.ts'

export const listConversations = defineTool({
  name: 'list_conversations',
  title: 'List conversations',
  description: 'Conversations, those with the latest activity first. Use it to see who waits for an answer.',
  role: 'viewer',
  input: z.object({
    handler: z.enum(['ai', 'human']).optional().describe('Who answers the client now.'),
    unanswered: z.boolean().optional().describe('true: only those whose client waits.'),
    ...pageInput,
  }),
  toRequest: query => ({ method: 'GET', path: '/api/v1/conversations', query }),
})
