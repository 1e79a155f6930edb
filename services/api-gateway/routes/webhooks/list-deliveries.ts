import { z } from 'zod'
import { findWebhook, listDeliveries as readDeliveries } from '#capabilities/webhooks'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { deliveryBody, deliveryState, toDeliveryBody } from './delivery-body.ts'
import { noSuchWebhook, webhookParams } from './webhook-body.ts'

export const listDeliveries: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/webhooks/:id/deliveries',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'What was sent to a webhook, the newest first',
      description: 'Settled deliveries are kept for 30 days. `state=dead` is what was given up: see `redeliver`.',
      params: webhookParams,
      querystring: z.object({ ...pageQueryOf(['number']), state: deliveryState.optional() }),
      response: {
        200: pageOf(deliveryBody),
        ...problemResponses({ 404: 'No such webhook.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const { cursor, limit, state } = request.query
      if ((await findWebhook(database.db, id)) === null) return sendProblem(reply, noSuchWebhook)
      const filter = { webhookId: id, state: state ?? null, before: cursor?.[0] ?? null, limit: limit + 1 }
      const { rows, nextCursor } = cutPage(await readDeliveries(database.db, filter), limit, delivery => [delivery.id])
      return { items: rows.map(toDeliveryBody), next_cursor: nextCursor }
    },
  })
}
