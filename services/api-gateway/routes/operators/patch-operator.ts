import { z } from 'zod'
import { changeOperator } from '#capabilities/access'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { operatorBody, operatorFields, toOperatorBody } from './operator-body.ts'
import { noSuchOperator, refuseNumber, telegramTaken } from './operator-problems.ts'

export const patchOperator: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'PATCH',
    url: '/api/v1/operators/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['operators'],
      summary: 'Change what a person is called, may do, or their number in Telegram',
      description: 'What is left out stays. It counts from the next request on, in browsers that are signed in, too.',
      params: z.object({ id: rowId.describe('The id of the person.') }),
      body: z
        .strictObject({
          name: operatorFields.name.optional(),
          role: operatorFields.role.optional(),
          telegram_id: operatorFields.telegram_id.optional(),
        })
        .meta({ examples: [{ role: 'viewer' }] }),
      response: {
        200: operatorBody,
        ...problemResponses({
          404: 'Nobody has this id, or no longer.',
          409: 'Somebody has this number in Telegram already.',
          422: 'The body or the id is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { name, role, telegram_id: telegramId } = request.body
      const problem = refuseNumber(telegramId, business)
      if (problem !== null) return sendProblem(reply, problem)
      const change = {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(telegramId !== undefined && { telegramId }),
      }
      const wish = { ...change, id: request.params.id, actor: actorOf(request) }
      const outcome = await database.transaction(tx => changeOperator(tx, wish, clock.now()))
      switch (outcome.kind) {
        case 'saved':
          return toOperatorBody(outcome.operator)
        case 'telegram-taken':
          return sendProblem(reply, telegramTaken)
        case 'unknown':
          return sendProblem(reply, noSuchOperator)
      }
    },
  })
}
