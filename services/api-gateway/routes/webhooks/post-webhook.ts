import { recordAudit } from '#capabilities/access'
import { createWebhook, maxWebhooks } from '#capabilities/webhooks'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { secretField, toWebhookBody, webhookBody, webhookFields } from './webhook-body.ts'
import { describeForAudit, refuseUrl, toFields } from './write-webhook.ts'

export const postWebhook: RegisterRoute = (app, { clock, database, allowPrivateWebhooks }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/webhooks',
    config: { access: 'admin', shownOnce: ['secret'] },
    schema: {
      tags: ['events'],
      summary: 'Send events to a URL',
      description:
        'Each event that happens from now on is sent as a signed POST request (Standard Webhooks), in the order of the log, and tried ' +
        'again for 24 hours until the receiver answers 2xx within 10 seconds. See docs/events.md.',
      body: webhookFields.meta({
        examples: [{ url: 'https://crm.example/hooks/telegram', event_types: ['lead.created', 'meeting.scheduled'] }],
      }),
      response: {
        201: webhookBody.extend({ secret: secretField }),
        ...problemResponses({
          409: 'There are as many webhooks as there may be.',
          422: 'A value is not valid, or the URL leads to this machine or a private network.',
        }),
      },
    },
    handler: async (request, reply) => {
      const problem = refuseUrl(request.body.url, allowPrivateWebhooks)
      if (problem !== null) return sendProblem(reply, problem)
      const nowMs = clock.now()
      const created = await database.transaction(async tx => {
        const made = await createWebhook(tx, database.engine, toFields(request.body), nowMs)
        if (made === null) return null
        const entry = { action: 'webhook.create', target: `webhook:${made.webhook.id}`, before: null }
        await recordAudit(tx, { ...entry, after: describeForAudit(made.webhook), actor: actorOf(request) }, nowMs)
        return made
      })
      if (created === null) return sendProblem(reply, tooMany)
      reply.header('location', `/api/v1/webhooks/${created.webhook.id}`).header('cache-control', 'no-store')
      return reply.code(201).send({ ...toWebhookBody(created.webhook), secret: created.secret })
    },
  })
}

const tooMany = {
  status: 409,
  code: 'webhook.too_many',
  detail: `There may be ${maxWebhooks} webhooks at most: delete one that is not used.`,
} as const
