import { z } from 'zod'
import { revokeKey as revokeApiKey } from '#capabilities/access'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'

export const revokeKey: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/keys/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['keys'],
      summary: 'Revoke a key',
      description: 'It opens nothing from the next request on, and stays in the list. Safe to repeat.',
      params: z.object({ id: rowId.describe('The id of the key.') }),
      response: {
        204: z.null().describe('Revoked, now or before.'),
        ...problemResponses({ 404: 'No such key.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const revocation = await database.transaction(tx =>
        revokeApiKey(tx, { id, actor: actorOf(request) }, clock.now()),
      )
      if (revocation.kind === 'unknown') {
        return sendProblem(reply, { status: 404, code: 'key.not_found', detail: `There is no key ${id}.` })
      }
      return reply.code(204).send(null)
    },
  })
}
