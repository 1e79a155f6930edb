import { z } from 'zod'
import { revokeOperator } from '#capabilities/access'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { noSuchOperator } from './operator-problems.ts'

export const deleteOperator: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/operators/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['operators'],
      summary: 'Let a person in no more',
      description:
        'At once: their browsers are signed out, their links open nothing, and the bot obeys them no longer.',
      params: z.object({ id: rowId.describe('The id of the person.') }),
      response: {
        204: z.null(),
        ...problemResponses({ 404: 'Nobody has this id, or no longer.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const wish = { id: request.params.id, actor: actorOf(request) }
      const isKnown = await database.transaction(tx => revokeOperator(tx, wish, clock.now()))
      return isKnown ? reply.code(204).send(null) : sendProblem(reply, noSuchOperator)
    },
  })
}
