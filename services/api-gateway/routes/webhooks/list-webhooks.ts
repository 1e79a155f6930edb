import { z } from 'zod'
import { listWebhooks as readWebhooks } from '#capabilities/webhooks'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { toWebhookBody, webhookBody } from './webhook-body.ts'

export const listWebhooks: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/webhooks',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'Webhooks, the newest first',
      querystring: z.object(pageQueryOf(['number'])),
      response: { 200: pageOf(webhookBody), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit } = request.query
      const webhooks = await readWebhooks(database.db, { before: cursor?.[0] ?? null, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(webhooks, limit, webhook => [webhook.id])
      return { items: rows.map(toWebhookBody), next_cursor: nextCursor }
    },
  })
}
