import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import type { Bus } from '#shared/events'

/** What `/metrics` prints of this process, and the meters that its parts write to. Labels are bounded: kinds, never ids. */
export interface Metrics {
  readonly metrics: Registry
  readonly meters: Meters
}

export interface Meters {
  /** An attempt to send an event to a webhook has ended: delivered, retry, dead or disable. */
  webhookAttempt(outcome: string): void
}

export function createMetrics(bus: Bus): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const received = new Counter({
    name: 'messages_received_total',
    help: 'Messages stored from clients.',
    registers: [registry],
  })
  const turns = new Counter({
    name: 'turns_finished_total',
    help: 'Turns committed, by outcome.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
  const troubled = new Counter({
    name: 'deliveries_troubled_total',
    help: 'Parts that failed, or whose fate is unknown.',
    labelNames: ['state'] as const,
    registers: [registry],
  })
  bus.subscribe('message.received', () => received.inc())
  bus.subscribe('turn.finished', event => turns.inc({ outcome: event.outcome }))
  bus.subscribe('delivery.failed', () => troubled.inc({ state: 'failed' }))
  bus.subscribe('delivery.unknown', () => troubled.inc({ state: 'unknown' }))
  const webhookAttempts = new Counter({
    name: 'webhook_attempts_total',
    help: 'Attempts to send an event to a webhook, by what became of them.',
    labelNames: ['outcome'] as const,
    registers: [registry],
  })
  return { metrics: registry, meters: { webhookAttempt: outcome => webhookAttempts.inc({ outcome }) } }
}
