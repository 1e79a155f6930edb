import { z } from 'zod'
import { findDialogueMessage, type Obstacle } from '#flow'
import { textField } from '../../http/fields/text-field.ts'
import { type Problem, problemResponses, sendProblem } from '../../http/problem.ts'
import { writeAsOperator } from '../../operator/write-as-operator.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { dialogueMessageBody, toDialogueMessageBody } from './body/message-body.ts'
import { conversationParams, sendNoConversation } from './conversation-params.ts'

const maxTextLength = 8_000

const body = z
  .strictObject({
    text: textField(maxTextLength).describe('Markdown. What is longer than the channel takes at once leaves in parts.'),
  })
  .meta({ examples: [{ text: 'Здравствуйте! Это Анна, администратор. Чем помочь?' }] })

export const postMessage: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/messages',
    config: { access: 'operator' },
    schema: {
      tags: ['conversations'],
      summary: 'Write to the client as a person of the business',
      description:
        'Takes the chat over: from then on the AI is silent there, until it is given back. Answers once the message is stored; ' +
        'it leaves through the outbox, and `delivery` tells what became of it.',
      params: conversationParams,
      body,
      response: {
        201: dialogueMessageBody,
        ...problemResponses({
          404: 'There is no such conversation.',
          409: 'The client cannot be written to: blocked the bot, asked not to be written to, or wrote too long ago.',
          422: 'The message is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const writing = await writeAsOperator(context, {
        conversationId: id,
        text: request.body.text,
        actor: actorOf(request),
      })
      if (writing.kind === 'refused') return sendProblem(reply, describeObstacle(writing.because))
      const message =
        writing.kind === 'written'
          ? await findDialogueMessage(context.database.db, id, { id: writing.messageId, nowMs: context.clock.now() })
          : null
      if (message === null) return sendNoConversation(reply)
      reply.header('location', `/api/v1/conversations/${id}/messages/${message.id}`)
      return reply.code(201).send(toDialogueMessageBody(message))
    },
  })
}

const details = {
  'contact.blocked': 'This client has blocked the bot. Wait until they write again.',
  'contact.opted_out': 'This client has asked not to be written to. Wait until they write again and agree.',
  'conversation.reply_window_closed':
    'In the chats of your own account a bot may answer for 24 hours after the client wrote. Write from your own app.',
} as const satisfies Record<Obstacle, string>

function describeObstacle(because: Obstacle): Problem {
  return { status: 409, code: because, detail: details[because] }
}
