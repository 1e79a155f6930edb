import { z } from 'zod'
import { findConversationSummary, findWritableChat, readDialogue, readDraft } from '#flow'
import type { MessageId } from '#shared/database'
import { toInstant } from '../../http/fields/instants.ts'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { conversationBody, toConversationBody } from './body/conversation-body.ts'
import { dialogueMessageBody, toDialogueMessageBody } from './body/message-body.ts'
import { conversationParams, sendNoConversation } from './conversation-params.ts'

const query = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many messages at most, 1 to 200.'),
  before: rowId
    .transform(id => id as MessageId)
    .optional()
    .describe('Only messages with a smaller id, the newest of them: `next_before` of the page before.'),
})

const dialogue = conversationBody
  .extend({
    messages: z.array(dialogueMessageBody).describe('The newest page unless asked otherwise, oldest first inside it.'),
    obstacle: z
      .enum(['contact.blocked', 'contact.opted_out', 'conversation.reply_window_closed'])
      .nullable()
      .describe('Why nothing can be written there now; null when nothing stands in the way.'),
    writable_until: z.iso
      .datetime()
      .nullable()
      .describe('When the time to answer ends in a chat of the owner’s own account; null: there is no such limit.'),
    draft: z
      .object({ id: z.int(), text: z.string().describe('Markdown.') })
      .nullable()
      .describe('An answer of the AI that waits for a person’s word; null when none does.'),
    next_before: z.int().nullable().describe('Send it as `before` for older messages; null when there are none.'),
  })
  .meta({ id: 'Dialogue' })

export const getConversation: RegisterRoute = (app, { clock, database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id',
    config: { access: 'viewer' },
    schema: {
      tags: ['conversations'],
      summary: 'One conversation with a page of its messages',
      params: conversationParams,
      querystring: query,
      response: {
        200: dialogue,
        ...problemResponses({ 404: 'There is no such conversation.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const { limit, before = null } = request.query
      const [conversation, page, chat, draft] = await Promise.all([
        findConversationSummary(db, id),
        readDialogue(db, id, { before, limit, nowMs: clock.now() }),
        findWritableChat(db, id, clock.now()),
        readDraft(db, id),
      ])
      if (conversation === null || chat === null) return sendNoConversation(reply)
      return {
        ...toConversationBody(conversation),
        messages: page.messages.map(toDialogueMessageBody),
        obstacle: chat.obstacle,
        writable_until: toInstant(chat.writableUntil),
        draft,
        next_before: page.hasMore ? (page.messages[0]?.id ?? null) : null,
      }
    },
  })
}
