import type { z } from 'zod'
import { checkUrl, type Webhook, type WebhookFields } from '#capabilities/webhooks'
import type { Problem } from '../../http/problem.ts'
import type { webhookFields } from './webhook-body.ts'

export function toFields(body: z.infer<typeof webhookFields>): WebhookFields {
  return { url: body.url, eventTypes: body.event_types, description: body.description, isActive: body.is_active }
}

/** Null when events may be sent there, as far as the text of the URL tells. */
export function refuseUrl(url: string, allowPrivateAddresses: boolean): Problem | null {
  const verdict = checkUrl(url, allowPrivateAddresses)
  if (verdict.kind === 'ok') return null
  const errors = [{ in: 'body', pointer: '/url', detail: verdict.detail }] as const
  return { status: 422, code: 'webhook.url_refused', detail: 'Events cannot be sent to this URL.', errors }
}

/** For the audit log. Of the URL only where it leads: the path of such an address is often a secret. */
export function describeForAudit({ url, eventTypes, isActive }: Webhook): Readonly<Record<string, unknown>> {
  return { origin: new URL(url).origin, event_types: eventTypes, is_active: isActive }
}
