export { type WebhooksConfig, webhooksSection } from './config.ts'
export { type DeliveryDeps, deliverLane } from './deliveries/deliver-lane.ts'
export { listReadyLanes, releaseAllLanes } from './deliveries/lane-rows.ts'
export {
  type Delivery,
  type DeliveryFilter,
  type DeliveryState,
  listDeliveries,
  redeliver,
} from './deliveries/list-deliveries.ts'
export { planDeliveries } from './deliveries/plan-deliveries.ts'
export { pruneDeliveries } from './deliveries/prune-deliveries.ts'
export { checkUrl, type UrlVerdict } from './sending/check-url.ts'
export type { PostLimits, PostOutcome } from './sending/post-json.ts'
export { type Message, sendEvent, type Target } from './sending/send-event.ts'
export { deleteWebhook, replaceWebhook, rotateSecret } from './subscriptions/change-webhook.ts'
export { type CreatedWebhook, createWebhook, maxWebhooks } from './subscriptions/create-webhook.ts'
export { findTarget, findWebhook, listWebhooks, type WebhooksBefore } from './subscriptions/read-webhooks.ts'
export type { Webhook, WebhookFields } from './subscriptions/webhook.ts'
