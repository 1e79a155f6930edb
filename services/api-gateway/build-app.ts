import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import serveStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from '#shared/utils'
import { guardAccess } from './auth/guard-access.ts'
import { limitRequests } from './auth/limit-requests.ts'
import type { GatewaySettings } from './gateway-settings.ts'
import { allowOrigins } from './http/allow-origins.ts'
import { createServer, type RawHandler } from './http/create-server.ts'
import type { GatewayApp } from './http/gateway-app.ts'
import { measureRequests } from './http/measure-requests.ts'
import { findPageFolder } from './http/pages/find-page-folder.ts'
import { answerUnknownPaths } from './http/refusals/answer-unknown-paths.ts'
import { createErrorHandler } from './http/refusals/handle-errors.ts'
import { refuseBrokenRequest } from './http/refusals/refuse-broken-request.ts'
import { refuseDeepBodies } from './http/refusals/refuse-deep-bodies.ts'
import { replayAnswers } from './idempotency/replay-answers.ts'
import { collectSchemas } from './openapi/collect-schemas.ts'
import { describeRoute } from './openapi/describe-route.ts'
import { openapiFrame } from './openapi/frame.ts'
import type { RouteContext } from './route-context.ts'
import { routes } from './routes/index.ts'

export interface AppParts {
  readonly context: RouteContext
  readonly mounts: ReadonlyMap<string, RawHandler>
  readonly logger: Logger
  readonly settings: GatewaySettings
}

// Nothing that clients send us is larger; uploads will say so on their own route.
const bodyLimitBytes = 256 * 1024

/** The HTTP application, every hook and route in place, not yet listening. */
export async function buildApp({ context, mounts, logger, settings }: AppParts): Promise<GatewayApp> {
  const handleError = createErrorHandler(logger)
  const app: GatewayApp = Fastify({
    bodyLimit: bodyLimitBytes,
    // Whoever is not named here is taken at the address of the connection, whatever headers say.
    trustProxy: settings.trustedProxies.length > 0 && [...settings.trustedProxies],
    frameworkErrors: handleError,
    clientErrorHandler: refuseBrokenRequest,
    serverFactory: listener => createServer(listener, { mounts, logger }),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  // A form on another site can send text/plain without asking; JSON it cannot.
  app.removeContentTypeParser('text/plain')

  measureRequests(app, logger, context.metrics)
  allowOrigins(app, settings.corsOrigins)
  await app.register(cookie)
  await app.register(helmet, securityHeaders)
  await app.register(serveStatic, { root: findPageFolder(), serve: false })
  await app.register(swagger, {
    openapi: openapiFrame,
    transform: describeRoute,
    transformObject: collectSchemas,
  })
  guardAccess(app, context.authenticate)
  if (settings.requestsPerMinute > 0) limitRequests(app, context, settings.requestsPerMinute)
  refuseDeepBodies(app)
  replayAnswers(app, context)
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
