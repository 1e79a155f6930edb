import type { Database } from '#shared/database'
import { readEventsAt, type StoredEvent, toPublicEvent } from '#shared/events'
import type { Chance, Clock, Logger } from '#shared/utils'
import { sendEvent } from '../sending/send-event.ts'
import { secretsOf, toWebhook, type Webhook, type WebhookRow } from '../subscriptions/webhook.ts'
import { judgeAttempt, type Verdict } from './judge-attempt.ts'
import { claimLane, type DueDelivery, readDueDeliveries, releaseLane, settleAttempt } from './lane-rows.ts'

export interface DeliveryDeps {
  readonly database: Database
  readonly clock: Clock
  readonly chance: Chance
  readonly logger: Logger
  readonly allowPrivateAddresses: boolean
  /** A webhook was turned off because of what its receiver does. */
  readonly onDisabled: (webhook: Webhook) => Promise<void>
  /** Counts attempts: `delivered`, `retry`, `dead` or `disable`. */
  readonly onAttempt: (verdict: Verdict['kind']) => void
}

const readAtOnce = 20

/**
 * Sends what waits for one webhook, one event after the other in the order of the log, until nothing is due, one fails, or
 * `signal` aborts. At least once: whoever dies between the answer and its note has sent an event that will be sent again.
 */
export async function deliverLane(deps: DeliveryDeps, webhookId: number, signal: AbortSignal): Promise<void> {
  const { database, clock } = deps
  let webhook = await claimLane(database, webhookId, clock.now())
  if (webhook === null) return
  try {
    while (webhook !== null && !signal.aborted) webhook = await deliverSome(deps, webhook, signal)
  } finally {
    await releaseLane(database, webhookId)
  }
}

/** Null when there is no more to do for now. */
async function deliverSome(deps: DeliveryDeps, webhook: WebhookRow, signal: AbortSignal): Promise<WebhookRow | null> {
  const { db } = deps.database
  const due = await readDueDeliveries(db, webhook.id, deps.clock.now(), readAtOnce)
  if (due.length === 0) return null
  const events = await readEventsAt(
    db,
    due.map(({ position }) => position),
  )
  let current = webhook
  for (const delivery of due) {
    const event = events.get(delivery.position)
    const next = event === undefined ? null : await attempt(deps, { webhook: current, delivery, event, signal })
    if (next === null) return null
    current = next
  }
  return current
}

interface AttemptRequest {
  readonly webhook: WebhookRow
  readonly delivery: DueDelivery
  readonly event: StoredEvent
  readonly signal: AbortSignal
}

/** The webhook as it is afterwards; null when the lane may not go on. */
async function attempt(
  deps: DeliveryDeps,
  { webhook, delivery, event, signal }: AttemptRequest,
): Promise<WebhookRow | null> {
  const target = { url: webhook.url, secrets: secretsOf(webhook, deps.clock.now()) }
  const outcome = await sendEvent(target, toPublicEvent(event), { ...deps, signal })
  if (signal.aborted && outcome.kind === 'failed') return null
  const nowMs = deps.clock.now()
  const { failures, failing_since: failingSince } = webhook
  const verdict = judgeAttempt(outcome, { ...delivery, failures, failingSince, nowMs }, deps.chance)
  const settled = await deps.database.transaction(tx => settleAttempt(tx, { webhook, delivery, verdict, nowMs }))
  await report(deps, { webhook, delivery, verdict })
  return settled !== null && settled.is_active === 1 && verdict.kind === 'delivered' ? settled : null
}

async function report(
  { logger, onAttempt, onDisabled }: DeliveryDeps,
  { webhook, delivery, verdict }: { webhook: WebhookRow; delivery: DueDelivery; verdict: Verdict },
): Promise<void> {
  onAttempt(verdict.kind)
  const fields = { webhookId: webhook.id, deliveryId: delivery.id, attempt: delivery.attempts + 1 }
  if (verdict.kind === 'delivered') return logger.debug('webhook.delivered', fields)
  logger.warn(`webhook.${verdict.kind}`, { ...fields, code: verdict.error })
  if (verdict.kind === 'disable')
    await onDisabled({ ...toWebhook(webhook), isActive: false, disabledReason: verdict.reason })
}
