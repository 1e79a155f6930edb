import { deliverLane, listReadyLanes, planDeliveries, type Webhook } from '#capabilities/webhooks'
import type { Repetition } from '#shared/utils'
import type { App } from '../app.ts'

// Receivers that hang keep a place for ten seconds each.
const lanesAtOnce = 16

/** Sends events to webhooks: finds what is new, and wakes each webhook that has something to send. */
export function createWebhookJob(app: App, signal: AbortSignal): Repetition {
  const { clock, database, queue, settings } = app
  const deps = {
    ...app,
    allowPrivateAddresses: settings.webhooks.allow_private_addresses,
    onDisabled: (webhook: Webhook) => app.tellOwner(disabledWords(webhook)),
    onAttempt: (outcome: string) => app.meters.webhookAttempts.inc({ outcome }),
  }
  const stopTaking = queue.work('webhook', lanesAtOnce, id => deliverLane(deps, Number(id), signal))
  signal.addEventListener('abort', stopTaking, { once: true })
  return {
    name: 'deliver-webhooks',
    everyMs: 1000,
    run: async () => {
      const outcome = await planDeliveries(database, clock.now())
      for (const id of await listReadyLanes(database.db, clock.now())) queue.wake('webhook', String(id))
      return outcome
    },
  }
}

function disabledWords({ id, url, disabledReason }: Webhook): { readonly ru: string; readonly en: string } {
  // The path of such an address is often a secret.
  const { host } = new URL(url)
  return disabledReason === 'gone'
    ? {
        ru: `Вебхук ${id} (${host}) отключён: получатель ответил, что события ему больше не нужны (410).`,
        en: `Webhook ${id} (${host}) is turned off: its receiver answered that it wants no more events (410).`,
      }
    : {
        ru: `Вебхук ${id} (${host}) отключён: получатель не отвечает три дня. Когда он заработает, включите вебхук снова.`,
        en: `Webhook ${id} (${host}) is turned off: its receiver has failed for three days. Turn it on again when it works.`,
      }
}
