import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { isQuestion } from '#capabilities/knowledge'
import type { Db } from '#shared/database'
import { rowId } from '../../http/fields/row-id.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { answerAsOperator, dismissAsOperator } from '../../operator/answer-question.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { noSuchQuestion, questionNotOpen } from './knowledge-problems.ts'

const params = z.object({ id: rowId.describe('The id of the question.') })

const body = z
  .strictObject({ text: textField(8_000).describe('The answer, in Markdown.') })
  .meta({ examples: [{ text: 'Да, парковка во дворе, первые два часа бесплатно.' }] })

const answered = z.object({
  id: z.int(),
  path: z.string().describe('The document that the answer was added to.'),
  client_told: z.boolean().describe('Whether it is sent to the client who asked.'),
  client_not_told_because: z
    .string()
    .nullable()
    .describe('A code: asked.too_long_ago, client.unreachable, conversation.gone or human.has_the_chat.'),
})

const problems = problemResponses({
  404: 'There is no such question.',
  409: 'The question was answered or dismissed before.',
  422: 'The request is not valid.',
})

export const answerQuestion: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/knowledge/questions/:id/answer',
    config: { access: 'operator' },
    schema: {
      tags: ['knowledge'],
      summary: 'Answer an open question',
      description:
        'The answer is added to the documents, where the agent finds it from then on, and is sent to the client who asked, if that ' +
        'was within a week and the AI has the chat.',
      params,
      body,
      response: { 200: answered, ...problems },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const { text } = request.body
      const outcome = await answerAsOperator(context, { questionId: id, text, actor: actorOf(request) })
      if (outcome.kind === 'not-open') return refuse(context.database.db, id, reply)
      const { telling, path } = outcome
      const because = telling.kind === 'told' ? null : telling.because
      return { id, path, client_told: because === null, client_not_told_because: because }
    },
  })
}

export const dismissQuestion: RegisterRoute = (app, context) => {
  app.route({
    method: 'POST',
    url: '/api/v1/knowledge/questions/:id/dismiss',
    config: { access: 'operator' },
    schema: {
      tags: ['knowledge'],
      summary: 'Close a question that needs no answer',
      params,
      response: { 204: z.null(), ...problems },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const isDismissed = await dismissAsOperator(context, { questionId: id, actor: actorOf(request) })
      return isDismissed ? reply.code(204).send(null) : refuse(context.database.db, id, reply)
    },
  })
}

async function refuse(db: Db, id: number, reply: FastifyReply): Promise<FastifyReply> {
  return sendProblem(reply, (await isQuestion(db, id)) ? questionNotOpen : noSuchQuestion)
}
