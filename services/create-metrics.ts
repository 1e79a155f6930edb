import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import type { Bus } from '#shared/events'

/** What `/metrics` prints of the flow in this process. Labels are bounded: kinds, never ids. */
export function createMetrics(bus: Bus): Registry {
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
  return registry
}
