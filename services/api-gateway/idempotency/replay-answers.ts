import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Claim, type ClaimOutcome, claimRequest, releaseRequest, settleRequest } from '#capabilities/access'
import type { Database } from '#shared/database'
import { assertNever, type Clock } from '#shared/utils'
import type { GatewayApp } from '../http/gateway-app.ts'
import { sendProblem } from '../http/problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Members of the answer that are secret: whoever repeats the request gets null in their place, and we keep no copy. */
    readonly shownOnce?: readonly string[]
  }
  interface FastifyRequest {
    /** The right to answer a request that came with an Idempotency-Key. */
    claim: Claim | null
  }
}

/** Whether a route honours `Idempotency-Key`: every POST of the API does, also one that is added tomorrow. */
export function isRepeatable(method: string, url: string): boolean {
  return method === 'POST' && url.startsWith('/api/')
}

/**
 * Gives the repetition of a POST with the same `Idempotency-Key` the answer of the first, for 24 hours, and carries it out once.
 * Answers that say "our fault" are not kept: their repetition is tried anew. Must be added after the guard.
 */
export function replayAnswers(
  app: GatewayApp,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
): void {
  app.decorateRequest('claim', null)

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (key === undefined || request.identity === null) return
    if (!isRepeatable(request.method, request.routeOptions.url ?? '')) return
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) return refuseKey(reply)
    const repeatable = { actor: request.identity.actor, key, requestHash: hashRequest(request) }
    const outcome = await claimRequest(database.db, repeatable, clock.now())
    if (outcome.kind === 'claimed') request.claim = outcome.claim
    else return answerRepetition(reply, outcome)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    if (request.claim === null) return
    if (reply.statusCode >= 500 || typeof payload !== 'string') await releaseRequest(database.db, request.claim)
    else await settleRequest(database.db, request.claim, readAnswer(reply, payload))
  })
}

function hashRequest({ method, url, body }: FastifyRequest): string {
  // The body as it was validated: spaces and the order of members make no other request.
  const whole = JSON.stringify([method, url, body ?? null])
  return createHash('sha256').update(whole).digest('base64url')
}

// What else an answer bears is about the connection or the moment, and is written anew.
const keptHeaders = ['content-type', 'location', 'etag'] as const

function readAnswer(reply: FastifyReply, payload: string) {
  const headers = keptHeaders.flatMap(name => {
    const value = reply.getHeader(name)
    return value === undefined ? [] : [[name, String(value)] as const]
  })
  const secrets = reply.statusCode < 300 ? (reply.routeOptions.config.shownOnce ?? []) : []
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    body: secrets.length === 0 ? payload : withoutSecrets(payload, secrets),
  }
}

function withoutSecrets(json: string, names: readonly string[]): string {
  // Our own answer, an object by its schema.
  const body = JSON.parse(json) as Record<string, unknown>
  return JSON.stringify({ ...body, ...Object.fromEntries(names.map(name => [name, null])) })
}

function answerRepetition(reply: FastifyReply, outcome: Exclude<ClaimOutcome, { kind: 'claimed' }>): FastifyReply {
  switch (outcome.kind) {
    case 'answered': {
      const { status, headers, body } = outcome.answer
      return reply
        .code(status)
        .headers({ ...headers, 'idempotent-replayed': 'true' })
        .serializer((text: string) => text)
        .send(body)
    }
    case 'in-progress':
      return sendProblem(reply.header('retry-after', Math.ceil(outcome.retryAfterMs / 1000)), {
        status: 409,
        code: 'idempotency.in_progress',
        detail: 'The first request with this Idempotency-Key is still being answered. Ask again later.',
      })
    case 'key-reused':
      return sendProblem(reply, {
        status: 422,
        code: 'idempotency.key_reused',
        detail:
          'This Idempotency-Key came with another request in the last 24 hours. Take a new key for a new request.',
      })
    default:
      return assertNever(outcome)
  }
}

function refuseKey(reply: FastifyReply): FastifyReply {
  const detail = 'must be 1 to 255 visible ASCII characters'
  return sendProblem(reply, {
    status: 422,
    code: 'request.invalid',
    detail: 'The Idempotency-Key is not valid.',
    errors: [{ in: 'headers', pointer: '/idempotency-key', detail }],
  })
}
