import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import type { Database } from '#shared/database'
import type { Bus, Queue } from '#shared/events'
import type { Clock } from '#shared/utils'
import { createMeters, type Meters } from './create-meters.ts'
import { watchOutbox } from './watch-outbox.ts'
import { watchQueue } from './watch-queue.ts'

export interface MetricsDeps {
  readonly bus: Bus
  readonly queue: Queue
  readonly database: Database
  readonly clock: Clock
}

/** What `/metrics` prints of this process, and the meters that its parts write to. */
export interface Metrics {
  readonly metrics: Registry
  readonly meters: Meters
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  countEvents(deps.bus, registry)
  watchOutbox(deps, registry)
  watchQueue(deps.queue, registry)
  return { metrics: registry, meters: createMeters(registry) }
}

function countEvents(bus: Bus, registry: Registry): void {
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
  // Each event is counted by the process that committed it, and by no other.
  bus.subscribe('message.received', () => received.inc(), 'here')
  bus.subscribe('turn.finished', event => turns.inc({ outcome: event.outcome }), 'here')
  bus.subscribe('delivery.failed', () => troubled.inc({ state: 'failed' }), 'here')
  bus.subscribe('delivery.unknown', () => troubled.inc({ state: 'unknown' }), 'here')
}
