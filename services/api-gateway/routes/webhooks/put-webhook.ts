import { z } from 'zod'
import { type Actor, recordAudit } from '#capabilities/access'
import { findWebhook, replaceWebhook, type Webhook, type WebhookFields } from '#capabilities/webhooks'
import { mayWrite, writeEtag } from '../../http/etag.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute, type RouteContext } from '../../route-context.ts'
import { noSuchWebhook, toWebhookBody, webhookBody, webhookFields, webhookParams } from './webhook-body.ts'
import { describeForAudit, refuseUrl, toFields } from './write-webhook.ts'

export const putWebhook: RegisterRoute = (app, context) => {
  app.route({
    method: 'PUT',
    url: '/api/v1/webhooks/:id',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'Replace what a webhook is',
      description:
        'Also turns it on again after it was turned off: it then hears of what happens from that moment on, and what had waited for it ' +
        'goes out. The secret stays; see `rotate-secret`.',
      params: webhookParams,
      headers: z.object({
        'if-match': z.string().max(1000).optional().describe('The `ETag` that was read.'),
      }),
      body: webhookFields.meta({
        examples: [{ url: 'https://crm.example/hooks/telegram', event_types: ['lead.created'], is_active: false }],
      }),
      response: {
        200: webhookBody,
        ...problemResponses({
          404: 'No such webhook.',
          412: 'The webhook has changed since that `ETag` was read: read it again.',
          422: 'A value is not valid, or the URL leads to this machine or a private network.',
        }),
      },
    },
    handler: async (request, reply) => {
      const problem = refuseUrl(request.body.url, context.allowPrivateWebhooks)
      if (problem !== null) return sendProblem(reply, problem)
      const outcome = await replace(context, {
        id: request.params.id,
        fields: toFields(request.body),
        ifMatch: request.headers['if-match'],
        actor: actorOf(request),
      })
      if (outcome.kind === 'missing') return sendProblem(reply, noSuchWebhook)
      if (outcome.kind === 'outdated') return sendProblem(reply, outdated)
      const body = toWebhookBody(outcome.webhook)
      return reply.header('etag', writeEtag(body)).send(body)
    },
  })
}

interface Replacement {
  readonly id: number
  readonly fields: WebhookFields
  readonly ifMatch: string | undefined
  readonly actor: Actor
}

type Outcome =
  | { readonly kind: 'missing' }
  | { readonly kind: 'outdated' }
  | { readonly kind: 'replaced'; readonly webhook: Webhook }

function replace({ clock, database }: RouteContext, { id, fields, ifMatch, actor }: Replacement): Promise<Outcome> {
  return database.transaction(async tx => {
    const before = await findWebhook(tx, id)
    if (before === null) return { kind: 'missing' }
    if (!mayWrite(ifMatch, writeEtag(toWebhookBody(before)))) return { kind: 'outdated' }
    const nowMs = clock.now()
    const webhook = await replaceWebhook(tx, database.engine, { webhook: before, fields, nowMs })
    const change = { before: describeForAudit(before), after: describeForAudit(webhook) }
    await recordAudit(tx, { actor, action: 'webhook.update', target: `webhook:${id}`, ...change }, nowMs)
    return { kind: 'replaced', webhook }
  })
}

const outdated = {
  status: 412,
  code: 'webhook.changed_meanwhile',
  detail: 'The webhook has changed since it was read: read it again, and write with its new ETag.',
} as const
