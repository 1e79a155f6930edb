import { z } from 'zod'
import { createLinkToken, findOperator } from '#capabilities/access'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { noSuchOperator } from './operator-problems.ts'

export const postLoginLink: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/operators/:id/login-link',
    config: { access: 'admin', shownOnce: ['path'] },
    schema: {
      tags: ['operators'],
      summary: 'Make a link that signs a person in, once, within 15 minutes',
      params: z.object({ id: rowId.describe('The id of the person.') }),
      response: {
        201: z.object({
          path: z
            .string()
            .nullable()
            .describe(
              'To be put after the address of the dashboard. Shown this once: null in the answer to a repetition.',
            ),
        }),
        ...problemResponses({ 404: 'Nobody has this id, or no longer.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const token = await database.transaction(async tx => {
        const operator = await findOperator(tx, id)
        if (operator === null) return null
        return createLinkToken(tx, { role: operator.role, operatorId: id, actor: actorOf(request) }, clock.now())
      })
      if (token === null) return sendProblem(reply, noSuchOperator)
      return reply
        .header('cache-control', 'no-store')
        .code(201)
        .send({ path: `/login?token=${token}` })
    },
  })
}
