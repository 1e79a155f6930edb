import { z } from 'zod'
import { findTarget, type Message, type PostOutcome, sendEvent } from '#capabilities/webhooks'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { noSuchWebhook, webhookParams } from './webhook-body.ts'

const testOutcome = z
  .object({
    is_delivered: z.boolean().describe('The receiver answered 2xx.'),
    status: z.int().nullable().describe('What it answered; null when it did not.'),
    error: z
      .string()
      .nullable()
      .describe(
        'Why there was no answer: `timeout` (10 s), `address_private`, or what the system calls it (`ECONNREFUSED`, …).',
      ),
    took_ms: z.int().describe('Milliseconds until the answer.'),
  })
  .meta({ examples: [{ is_delivered: true, status: 204, error: null, took_ms: 84 }] })

export const testWebhook: RegisterRoute = (app, { clock, database, newId, allowPrivateWebhooks }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/webhooks/:id/test',
    config: { access: 'admin' },
    schema: {
      tags: ['events'],
      summary: 'Send a test to a webhook now',
      description:
        'A signed message of the type `webhook.test`, sent once, also while the webhook is off, and answered with what the receiver did.',
      params: webhookParams,
      response: {
        200: testOutcome,
        ...problemResponses({ 404: 'No such webhook.', 422: 'The id is not a number.' }),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const beganAt = clock.now()
      const target = await findTarget(database.db, id, beganAt)
      if (target === null) return sendProblem(reply, noSuchWebhook)
      const message: Message = {
        type: 'webhook.test',
        id: newId(),
        version: 1,
        occurred_at: new Date(beganAt).toISOString(),
        data: { webhook_id: id },
      }
      const signal = new AbortController().signal
      const outcome = await sendEvent(target, message, { clock, allowPrivateAddresses: allowPrivateWebhooks, signal })
      return { ...describeOutcome(outcome), took_ms: clock.now() - beganAt }
    },
  })
}

function describeOutcome(outcome: PostOutcome) {
  if (outcome.kind === 'failed') return { is_delivered: false, status: null, error: outcome.code }
  const { status } = outcome
  return { is_delivered: status >= 200 && status < 300, status, error: null }
}
