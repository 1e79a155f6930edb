import { Counter, type Registry } from 'prom-client'
import type { Egress } from '#shared/network'
import { type Clock, type Logger, repeat } from '#shared/utils'

const hourMs = 3_600_000

/**
 * Shows in `/metrics` and, once an hour, in the log whom this process has connected to. The log is the only place where a worker in
 * a process of its own says it. Returns the way to stop.
 */
export function reportEgress(
  egress: Egress,
  { clock, logger, registry }: { readonly clock: Clock; readonly logger: Logger; readonly registry: Registry },
): () => Promise<void> {
  countRequests(egress, registry)
  countBytes(egress, registry)
  return repeat(clock, logger, {
    name: 'report-egress',
    everyMs: hourMs,
    run: async () => {
      for (const to of egress.list()) logger.info('egress.report', { since: egress.since, ...to })
      return 'done'
    },
  })
}

// Labels are bounded: the ledger holds a hundred hosts, and the rest as one.
function countRequests(egress: Egress, registry: Registry): void {
  new Counter({
    name: 'egress_requests_total',
    help: 'HTTP requests of this process, by the host they went to.',
    labelNames: ['host'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { host, requests } of egress.list()) this.inc({ host }, requests)
    },
  })
}

function countBytes(egress: Egress, registry: Registry): void {
  new Counter({
    name: 'egress_bytes_total',
    help: 'Bytes on connections of this process, by host and direction; of TLS before encryption.',
    labelNames: ['host', 'direction'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { host, bytesSent, bytesReceived } of egress.list()) {
        this.inc({ host, direction: 'sent' }, bytesSent)
        this.inc({ host, direction: 'received' }, bytesReceived)
      }
    },
  })
}
