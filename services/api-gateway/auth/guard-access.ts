import type { FastifyReply, FastifyRequest } from 'fastify'
import { covers, type Role } from '#capabilities/access'
import { AppError, assertNever } from '#shared/utils'
import type { GatewayApp } from '../http/gateway-app.ts'
import { sendProblem } from '../http/problem.ts'
import type { Authenticate, Authentication, Identity } from './authenticate.ts'

/** Who may call a route: at least this role. A route that does not say is for admins. */
export type Access =
  | 'open'
  | Role
  /** Anyone on this machine, a viewer from elsewhere: what a local Prometheus needs. */
  | 'viewer-or-local'

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access
  }
  interface FastifyRequest {
    /** Set on every route that is not open; null on open ones, which nobody was asked to identify for. */
    identity: Identity | null
  }
}

/**
 * Refuses, before a body is read, whoever may not call the route, and writes that another site makes a browser send. What is not
 * open must stand in the document, from which the test of all roles is made. Must be added before the routes.
 */
export function guardAccess(app: GatewayApp, authenticate: Authenticate): void {
  app.decorateRequest('identity', null)
  app.addHook('onRoute', ({ config, method, schema, url }) => {
    if (config?.access === 'open' || (schema !== undefined && schema.hide !== true)) return
    throw new AppError('gateway.hidden_route', `${method} ${url} needs a role: it must stand in the OpenAPI document`)
  })
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access ?? 'admin'
    if (request.is404 || access === 'open' || (access === 'viewer-or-local' && isLocal(request))) return
    const authentication = await authenticate(request)
    if (authentication.kind !== 'known') return refuseStranger(reply, authentication)
    request.identity = authentication.identity
    const needed = roleFor(access)
    if (!covers(request.identity.role, needed)) return refuseRole(reply, needed)
    if (isWrite(request) && request.identity.kind === 'session' && !isOwnPage(request)) return refuseOrigin(reply)
  })
}

/** The least role that opens a route to callers from elsewhere. */
export function roleFor(access: Exclude<Access, 'open'>): Role {
  return access === 'viewer-or-local' ? 'viewer' : access
}

// A proxy on this machine speaks for the whole world, and says so by its header.
function isLocal(request: FastifyRequest): boolean {
  const isProxied = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers
  return !isProxied && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
}

function isWrite(request: FastifyRequest): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
}

// SameSite=Strict lets no other site use the cookie; another port of the same host counts as the same site, hence this.
function isOwnPage(request: FastifyRequest): boolean {
  const { origin, host } = request.headers
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === host
  return ['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site'] as string | undefined)
}

function refuseStranger(reply: FastifyReply, authentication: Exclude<Authentication, { kind: 'known' }>): FastifyReply {
  switch (authentication.kind) {
    case 'nobody':
      return refuseKey(reply, 'Bearer', {
        code: 'auth.required',
        detail: 'Send `Authorization: Bearer` with an API key, or sign in with the link printed by `npm start`.',
      })
    case 'bad-key':
      return refuseKey(reply, 'Bearer error="invalid_token"', badKeys[authentication.reason])
    case 'too-many-failures':
      return sendProblem(reply.header('retry-after', Math.ceil(authentication.retryAfterMs / 1000)), {
        status: 429,
        code: 'auth.too_many_failures',
        detail: 'Too many wrong keys came from this address. Wait as long as Retry-After says.',
      })
    default:
      return assertNever(authentication)
  }
}

const badKeys = {
  unknown: {
    code: 'auth.required',
    detail: 'This key opens nothing. An admin can make one: `npm run cli -- keys create`.',
  },
  expired: { code: 'auth.key_expired', detail: 'This key has expired. An admin can make another one.' },
  revoked: { code: 'auth.key_revoked', detail: 'This key was revoked. An admin can make another one.' },
} as const

// RFC 6750, section 3: what the challenge says of a key that was sent and is no good.
function refuseKey(reply: FastifyReply, challenge: string, words: { code: string; detail: string }): FastifyReply {
  return sendProblem(reply.header('www-authenticate', challenge), { status: 401, ...words })
}

function refuseRole(reply: FastifyReply, needed: Role): FastifyReply {
  return sendProblem(reply, {
    status: 403,
    code: 'auth.role_too_low',
    detail: `This needs the role ${needed}: use a key that has it.`,
  })
}

function refuseOrigin(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 403,
    code: 'auth.foreign_origin',
    detail:
      'A signed-in browser may write only from the page of this server. A proxy in between must keep the Host header.',
  })
}
