import { z } from 'zod'
import { findConversationSummary } from '#flow'
import type { DraftId } from '#shared/database'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { type DraftVerdict, settleDraft } from '../../operator/settle-draft.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { conversationBody, toConversationBody } from './body/conversation-body.ts'
import { conversationParams, sendNoConversation } from './conversation-params.ts'

const draft_id = z
  .int()
  .min(1)
  .transform(id => id as DraftId)

const body = z
  .discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('send').describe('The AI’s words leave as they are.'), draft_id }),
    z.strictObject({ verdict: z.literal('skip').describe('Nothing is said.'), draft_id }),
    z.strictObject({
      verdict: z.literal('edit').describe('Your words leave in place of the AI’s.'),
      draft_id,
      text: textField(8_000).describe('Markdown.'),
    }),
  ])
  .meta({ examples: [{ verdict: 'send', draft_id: 3 }] })

export const postDraftVerdict: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/draft',
    config: { access: 'operator' },
    schema: {
      tags: ['conversations'],
      summary: 'Decide about the answer of the AI that waits for a person',
      description: '`draft` of the conversation names it. At most once: of two people who decide at once, one does.',
      params: conversationParams,
      body,
      response: {
        200: conversationBody,
        ...problemResponses({
          404: 'There is no such conversation.',
          409: 'That draft does not wait any more: it was decided about, the client wrote again, or a person has the chat.',
          422: 'The verdict is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { id: conversationId } = request.params
      const { db } = context.database
      if ((await findConversationSummary(db, conversationId)) === null) return sendNoConversation(reply)
      const decision = { conversationId, draftId: request.body.draft_id, verdict: toVerdict(request.body) }
      const isDone = await settleDraft(context, { ...decision, actor: actorOf(request) })
      if (!isDone) return sendProblem(reply, staleDraft)
      const conversation = await findConversationSummary(db, conversationId)
      return conversation === null ? sendNoConversation(reply) : toConversationBody(conversation)
    },
  })
}

function toVerdict(wish: z.infer<typeof body>): DraftVerdict {
  return wish.verdict === 'edit' ? { kind: 'edit', text: wish.text } : { kind: wish.verdict }
}

const staleDraft = {
  status: 409,
  code: 'draft.stale',
  detail: 'This draft does not wait any more: it was decided about, the client wrote again, or a person has the chat.',
}
