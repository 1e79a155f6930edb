import type { RegisterRoute } from '../../route-context.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { getWebhook } from './get-webhook.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listWebhooks } from './list-webhooks.ts'
import { postWebhook } from './post-webhook.ts'
import { putWebhook } from './put-webhook.ts'
import { redeliver } from './redeliver.ts'
import { rotateWebhookSecret } from './rotate-webhook-secret.ts'
import { testWebhook } from './test-webhook.ts'

export const webhookRoutes: readonly RegisterRoute[] = [
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  postWebhook,
  putWebhook,
  redeliver,
  rotateWebhookSecret,
  testWebhook,
]
