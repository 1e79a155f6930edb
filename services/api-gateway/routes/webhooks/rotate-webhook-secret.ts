import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { rotateSecret } from '#capabilities/webhooks'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { noSuchWebhook, secretField, webhookParams } from './webhook-body.ts'

export const rotateWebhookSecret: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/webhooks/:id/rotate-secret',
    config: { access: 'admin', shownOnce: ['secret'] },
    schema: {
      tags: ['events'],
      summary: 'Give a webhook a new secret',
      description: 'For 24 hours deliveries are signed with both, so that the receiver can change over without a gap.',
      params: webhookParams,
      response: {
        200: z.object({ secret: secretField }),
        ...problemResponses({ 404: 'No such webhook.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const nowMs = clock.now()
      const secret = await database.transaction(async tx => {
        const made = await rotateSecret(tx, id, nowMs)
        const entry = { action: 'webhook.rotate_secret', target: `webhook:${id}`, before: null, after: null }
        if (made !== null) await recordAudit(tx, { ...entry, actor: actorOf(request) }, nowMs)
        return made
      })
      if (secret === null) return sendProblem(reply, noSuchWebhook)
      return reply.header('cache-control', 'no-store').send({ secret })
    },
  })
}
