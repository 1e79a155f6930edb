import { findWebhook } from '#capabilities/webhooks'
import { writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { noSuchWebhook, toWebhookBody, webhookBody, webhookParams } from './webhook-body.ts'

export const getWebhook: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/webhooks/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'One webhook',
      params: webhookParams,
      response: {
        200: webhookBody,
        ...problemResponses({ 404: 'No such webhook.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const webhook = await findWebhook(database.db, request.params.id)
      if (webhook === null) return sendProblem(reply, noSuchWebhook)
      const body = toWebhookBody(webhook)
      return reply.header('etag', writeEtag(body)).send(body)
    },
  })
}
