import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { App } from '../../app.ts'
import type { ServiceName } from '../../running-service.ts'
import { createAuthenticate } from '../auth/authenticate.ts'
import { guardAccess } from '../auth/guard-access.ts'
import { trackKeyUse } from '../auth/track-key-use.ts'
import { createServer } from '../http/create-server.ts'
import type { GatewayApp } from '../http/gateway-app.ts'
import { listen } from '../http/listen.ts'
import { measureRequests } from '../http/measure-requests.ts'
import { answerUnknownPaths } from '../http/refusals/answer-unknown-paths.ts'
import { createErrorHandler } from '../http/refusals/handle-errors.ts'
import { refuseBrokenRequest } from '../http/refusals/refuse-broken-request.ts'
import { getHealth } from '../routes/operations/get-health.ts'
import { getMetrics } from '../routes/operations/get-metrics.ts'
import { getReady } from '../routes/operations/get-ready.ts'
import { createReadinessCheck, type HealthCheck } from '../run-checks.ts'
import { checkAllBots, checkDatabase } from './health-checks.ts'

/** Tells of a process without the gateway how it is. */
export interface Monitor {
  readonly url: string
  close(): Promise<void>
}

export interface MonitorDeps extends App {
  /** The services of this process. */
  readonly names: readonly ServiceName[]
  /** Whether they run: not while they start, stand by or end. */
  readonly isServing: () => boolean
}

/**
 * The gateway's `/health`, `/ready` and `/metrics`, to the same callers, for a process that has no gateway. Null where
 * `monitoring.port` is not set. Throws `monitoring.port_taken` and `monitoring.cannot_listen`.
 */
export async function startMonitor(deps: MonitorDeps): Promise<Monitor | null> {
  const { logger, settings } = deps
  const { host, port } = settings.monitoring
  if (port === null) return null
  const keyUses = trackKeyUse(deps)
  const app = await buildMonitor(
    deps,
    createAuthenticate({ ...deps, adminKey: settings.api_gateway.admin_key, keyUses }),
  )
  const url = await listen(app, { host, port, name: 'monitoring', variables: 'MONITORING' })
  logger.info('monitoring.listening', { url })
  return {
    url,
    async close() {
      const closed = app.close()
      // Prometheus keeps its connection open from one question to the next.
      app.server.closeAllConnections()
      await closed
      await keyUses.settled()
    },
  }
}

async function buildMonitor(
  deps: MonitorDeps,
  authenticate: ReturnType<typeof createAuthenticate>,
): Promise<GatewayApp> {
  const { clock, logger, metrics } = deps
  const handleError = createErrorHandler(logger)
  const app: GatewayApp = Fastify({
    frameworkErrors: handleError,
    clientErrorHandler: refuseBrokenRequest,
    serverFactory: listener => createServer(listener, { mounts: new Map(), logger }),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  measureRequests(app, logger, metrics)
  await app.register(cookie)
  guardAccess(app, authenticate)
  answerUnknownPaths(app)
  getHealth(app, {})
  getReady(app, { checkReadiness: createReadinessCheck(listChecks(deps), clock) })
  getMetrics(app, { metrics })
  await app.ready()
  return app
}

function listChecks(deps: MonitorDeps): readonly HealthCheck[] {
  const bots = deps.names.includes('telegram-bot') ? [checkAllBots(deps)] : []
  return [checkServices(deps), checkDatabase(deps), ...bots]
}

/** Who stands by takes no calls of Telegram: readiness is what those are forwarded by. */
function checkServices({ isServing }: MonitorDeps): HealthCheck {
  return {
    name: 'services',
    required: true,
    check: async () => (isServing() ? { kind: 'ok' } : { kind: 'down', detail: 'not_serving' }),
  }
}
