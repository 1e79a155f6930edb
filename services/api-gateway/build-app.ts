import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import serveStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Logger } from '#shared/utils'
import { sessionCookie } from './auth/authenticate.ts'
import { guardAccess } from './auth/guard-access.ts'
import { allowOrigins } from './http/allow-origins.ts'
import { createServer, type RawHandler } from './http/create-server.ts'
import { findPageFolder } from './http/find-page-folder.ts'
import type { GatewayApp } from './http/gateway-app.ts'
import { answerUnknownPaths, createErrorHandler } from './http/handle-errors.ts'
import { measureRequests } from './http/measure-requests.ts'
import { refuseBrokenRequest } from './http/refuse-broken-request.ts'
import type { RouteContext } from './route-context.ts'
import { routes } from './routes/index.ts'

export interface AppParts {
  readonly context: RouteContext
  readonly mounts: ReadonlyMap<string, RawHandler>
  readonly logger: Logger
  readonly corsOrigins: readonly string[]
}

// Nothing that clients send us is larger; uploads will say so on their own route.
const bodyLimitBytes = 256 * 1024

/** The HTTP application, every hook and route in place, not yet listening. */
export async function buildApp({ context, mounts, logger, corsOrigins }: AppParts): Promise<GatewayApp> {
  const handleError = createErrorHandler(logger)
  const app: GatewayApp = Fastify({
    bodyLimit: bodyLimitBytes,
    frameworkErrors: handleError,
    clientErrorHandler: refuseBrokenRequest,
    serverFactory: listener => createServer(listener, mounts, logger),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  // A form on another site can send text/plain without asking; JSON it cannot.
  app.removeContentTypeParser('text/plain')

  measureRequests(app, logger, context.metrics)
  allowOrigins(app, corsOrigins)
  await app.register(cookie)
  await app.register(helmet, securityHeaders)
  await app.register(serveStatic, { root: findPageFolder(), serve: false })
  await app.register(swagger, { openapi: openapiFrame, transform: jsonSchemaTransform })
  guardAccess(app, context.authenticate)
  answerUnknownPaths(app)
  for (const register of routes) register(app, context)
  await app.ready()
  return app
}

const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  frameguard: { action: 'deny' as const },
  // Whether a name is for HTTPS only is decided where TLS ends: at the proxy.
  hsts: false,
}

const openapiFrame = {
  openapi: '3.1.0',
  info: {
    title: 'Telegram AI Platform',
    version: '1',
    description: 'JSON in snake_case, instants in ISO 8601 UTC, errors as problem details (RFC 9457).',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  tags: [
    { name: 'operations', description: 'Health and measurements.' },
    { name: 'sign-in', description: 'Browser sessions.' },
    { name: 'calendar', description: 'Meetings for calendar programs.' },
    { name: 'webchat', description: 'Talking to the agent from a page.' },
  ],
  components: {
    securitySchemes: {
      key: { type: 'http' as const, scheme: 'bearer', description: 'The admin key (API_GATEWAY_ADMIN_KEY).' },
      session: { type: 'apiKey' as const, in: 'cookie' as const, name: sessionCookie },
    },
  },
  security: [{ key: [] }, { session: [] }] as Record<string, string[]>[],
}
