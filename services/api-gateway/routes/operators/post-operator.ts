import { z } from 'zod'
import { addOperator } from '#capabilities/access'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { operatorBody, operatorFields, toOperatorBody } from './operator-body.ts'
import { noSuchOperator, refuseNumber, telegramTaken } from './operator-problems.ts'

export const postOperator: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/operators',
    config: { access: 'admin' },
    schema: {
      tags: ['operators'],
      summary: 'Let a person in',
      description: 'It counts at once, without a restart. They come by a login link, or by the Mini App of the bot.',
      body: z
        .strictObject({ ...operatorFields, telegram_id: operatorFields.telegram_id.default(null) })
        .meta({ examples: [{ name: 'Anna', role: 'operator', telegram_id: 123456789 }] }),
      response: {
        201: operatorBody,
        ...problemResponses({ 409: 'Somebody has this number in Telegram already.', 422: 'The body is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { name, role, telegram_id: telegramId } = request.body
      const problem = refuseNumber(telegramId, business)
      if (problem !== null) return sendProblem(reply, problem)
      const facts = { name, role, telegramId, actor: actorOf(request) }
      const outcome = await database.transaction(tx => addOperator(tx, facts, clock.now()))
      switch (outcome.kind) {
        case 'saved':
          return reply.code(201).send(toOperatorBody(outcome.operator))
        case 'telegram-taken':
          return sendProblem(reply, telegramTaken)
        case 'unknown':
          return sendProblem(reply, noSuchOperator)
      }
    },
  })
}
