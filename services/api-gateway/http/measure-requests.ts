import { Histogram, type Registry } from 'prom-client'
import type { Logger } from '#shared/utils'
import type { GatewayApp } from './gateway-app.ts'

// Machines ask these all day; a line for each would bury the others.
const quietRoutes = new Set(['/health', '/ready', '/metrics', '/assets/:file'])

/** One log line and one measurement per answer. Both name the route's pattern, never its path or query: those hold tokens. */
export function measureRequests(app: GatewayApp, logger: Logger, metrics: Registry): void {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, by route pattern.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [metrics],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown')
    const answer = { method: request.method, route, status: reply.statusCode }
    seconds.observe(answer, reply.elapsedTime / 1000)
    const level = quietRoutes.has(route) ? 'debug' : 'info'
    logger[level]('http.answered', { ...answer, tookMs: Math.round(reply.elapsedTime) })
  })
}
