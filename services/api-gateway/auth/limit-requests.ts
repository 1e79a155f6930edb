import type { OpenCounter } from '#shared/cache'
import type { GatewayApp } from '../http/gateway-app.ts'
import { sendProblem } from '../http/problem.ts'
import type { PrepaidCalls } from './prepaid-calls.ts'

const windowMs = 60_000

export interface LimitDeps {
  readonly openCounter: OpenCounter
  readonly prepaid: PrepaidCalls
}

/**
 * Lets each key and each session ask `perMinute` times a minute, and tells them how much is left. Open routes are not counted:
 * nobody was asked to identify for them, and each is cheap or bounded by itself. Must be added after the guard.
 */
export function limitRequests(app: GatewayApp, { openCounter, prepaid }: LimitDeps, perMinute: number): void {
  const requests = openCounter('requests', windowMs)
  app.addHook('onRequest', async (request, reply) => {
    if (request.identity === null || prepaid.isPrepaid(request.headers)) return
    const { count, resetMs } = await requests.add(request.identity.actor)
    const resetSeconds = Math.ceil(resetMs / 1000)
    reply.headers({
      'ratelimit-limit': perMinute,
      'ratelimit-remaining': Math.max(0, perMinute - count),
      'ratelimit-reset': resetSeconds,
    })
    if (count <= perMinute) return
    return sendProblem(reply.header('retry-after', resetSeconds), {
      status: 429,
      code: 'request.too_many',
      detail: `More than ${perMinute} requests in a minute. Wait as long as Retry-After says.`,
    })
  })
}
