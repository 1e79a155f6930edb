import { z } from 'zod'
import type { Delivery } from '#capabilities/webhooks'
import { toInstant } from '../../http/fields/instants.ts'

export const deliveryState = z
  .enum(['pending', 'delivered', 'dead'])
  .describe('`pending`: waits or is tried again; `delivered`: answered 2xx; `dead`: given up after 24 hours of tries.')

export const deliveryBody = z
  .object({
    id: z.int(),
    state: deliveryState,
    event_id: z.string().describe('The `webhook-id` of each attempt.'),
    event_type: z.string(),
    attempts: z.int(),
    next_attempt_at: z.iso.datetime().nullable().describe('Not before; null once settled.'),
    last_status: z.int().nullable().describe('HTTP status of the last answer; null when there was none.'),
    last_error: z
      .string()
      .nullable()
      .describe('What was wrong with the last attempt: `http_500`, `redirect`, `timeout`, …'),
    created_at: z.iso.datetime(),
    settled_at: z.iso.datetime().nullable(),
  })
  .meta({
    id: 'WebhookDelivery',
    examples: [
      {
        id: 81,
        state: 'dead' as const,
        event_id: '0198f4c2-5d1e-7a30-9d0c-2f6b7c1a8e11',
        event_type: 'lead.created',
        attempts: 19,
        next_attempt_at: null,
        last_status: 500,
        last_error: 'http_500',
        created_at: '2026-01-14T09:00:00.000Z',
        settled_at: '2026-01-15T09:41:07.000Z',
      },
    ],
  })

export function toDeliveryBody(delivery: Delivery): z.infer<typeof deliveryBody> {
  return {
    id: delivery.id,
    state: delivery.state,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    attempts: delivery.attempts,
    next_attempt_at: toInstant(delivery.nextAttemptAt),
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    created_at: toInstant(delivery.createdAt),
    settled_at: toInstant(delivery.settledAt),
  }
}
