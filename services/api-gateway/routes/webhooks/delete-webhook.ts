import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { deleteWebhook as endWebhook } from '#capabilities/webhooks'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { noSuchWebhook, webhookParams } from './webhook-body.ts'

export const deleteWebhook: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'DELETE',
    url: '/api/v1/webhooks/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'End a webhook',
      description: 'Nothing more is sent to it, and what was sent is forgotten. To pause it, set `is_active` to false.',
      params: webhookParams,
      response: {
        204: z.null().describe('It is gone.'),
        ...problemResponses({ 404: 'No such webhook.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const wasThere = await database.transaction(async tx => {
        if (!(await endWebhook(tx, id))) return false
        const entry = { action: 'webhook.delete', target: `webhook:${id}`, before: null, after: null }
        await recordAudit(tx, { ...entry, actor: actorOf(request) }, clock.now())
        return true
      })
      return wasThere ? reply.code(204).send(null) : sendProblem(reply, noSuchWebhook)
    },
  })
}
