import type { GatewayApp } from './gateway-app.ts'

// What pages may read of an answer beside its body and its type.
const exposed =
  'ETag, Idempotent-Replayed, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After'

/**
 * Lets pages of the configured origins call the API with a bearer key. Closed when none is configured; never `*`, and never
 * with credentials: the session cookie stays with our own page.
 */
export function allowOrigins(app: GatewayApp, origins: readonly string[]): void {
  if (origins.length === 0) return
  const allowed = new Set(origins)
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    reply.header('vary', 'Origin')
    if (origin === undefined || !allowed.has(origin)) return
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', exposed)
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    return reply
      .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      .header('access-control-allow-headers', 'Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID')
      .header('access-control-max-age', '600')
      .code(204)
      .send()
  })
}
