import { z } from 'zod'
import type { Webhook } from '#capabilities/webhooks'
import { eventTypes } from '#shared/events'
import { toInstant } from '../../http/fields/instants.ts'
import { rowId } from '../../http/fields/row-id.ts'
import { textField } from '../../http/fields/text-field.ts'

export const webhookParams = z.object({ id: rowId.describe('The id of the webhook.') })

/** What people may set. */
export const webhookFields = z.strictObject({
  url: z
    .string()
    .max(2000)
    .describe('Where events are sent to by POST: https://… or http://…, without a user name or password in it.')
    .meta({ examples: ['https://crm.example.com/hooks/telegram'] }),
  event_types: z
    .array(z.enum(eventTypes))
    .max(eventTypes.length)
    .default([])
    .describe('Only these kinds of events; an empty list means all, also those that later versions add.'),
  description: textField(500).nullable().default(null).describe('A note of your own.'),
  is_active: z
    .boolean()
    .default(true)
    .describe('False: nothing is sent, and what happens meanwhile is not sent later.'),
})

export const webhookBody = z
  .object({
    id: z.int(),
    url: z.string(),
    event_types: z.array(z.enum(eventTypes)).describe('Empty: all.'),
    description: z.string().nullable(),
    is_active: z.boolean(),
    disabled_reason: z
      .enum(['gone', 'failing'])
      .nullable()
      .describe(
        'Why the platform turned it off: the receiver answered 410, or every attempt of three days failed. Null: it is on, or a person turned it off.',
      ),
    failing_since: z.iso
      .datetime()
      .nullable()
      .describe('Since when every attempt has failed; null while they succeed.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Webhook', examples: [exampleOf()] })

export const secretField = z
  .string()
  .nullable()
  .describe(
    'The key of the signatures, shown this once: `whsec_` and base64, as libraries of Standard Webhooks take it. Null in the answer to a repetition: rotate the secret.',
  )

export function toWebhookBody(webhook: Webhook): z.infer<typeof webhookBody> {
  return {
    id: webhook.id,
    url: webhook.url,
    event_types: [...webhook.eventTypes],
    description: webhook.description,
    is_active: webhook.isActive,
    disabled_reason: webhook.disabledReason,
    failing_since: toInstant(webhook.failingSince),
    created_at: toInstant(webhook.createdAt),
    updated_at: toInstant(webhook.updatedAt),
  }
}

export const noSuchWebhook = { status: 404, code: 'webhook.not_found', detail: 'There is no such webhook.' } as const

function exampleOf() {
  return {
    id: 3,
    url: 'https://crm.example/hooks/telegram',
    event_types: ['lead.created' as const, 'meeting.scheduled' as const],
    description: 'CRM',
    is_active: true,
    disabled_reason: null,
    failing_since: null,
    created_at: '2026-01-14T09:00:00.000Z',
    updated_at: '2026-01-14T09:00:00.000Z',
  }
}
