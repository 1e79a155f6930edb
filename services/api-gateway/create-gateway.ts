import type { Registry } from 'prom-client'
import { createFirstKey, createLinkToken } from '#capabilities/access'
import type { Analytics } from '#capabilities/analytics'
import type { BotDesk, PlaybookOf } from '#flow'
import { createMemoryCounter, type OpenCounter } from '#shared/cache'
import type { Database } from '#shared/database'
import type { Bus } from '#shared/events'
import { type Clock, type Logger, type NewId, sleep } from '#shared/utils'
import { createAuthenticate } from './auth/authenticate.ts'
import { createAttemptLimit } from './auth/limit-attempts.ts'
import { createPrepaidCalls } from './auth/prepaid-calls.ts'
import { trackKeyUse } from './auth/track-key-use.ts'
import { buildApp } from './build-app.ts'
import { createChatStreams } from './chat/chat-streams.ts'
import type { GatewayWebchat } from './chat/gateway-webchat.ts'
import { describeLoginLink } from './describe-url.ts'
import { createEventStreams } from './events/event-streams.ts'
import type { GatewaySettings } from './gateway-settings.ts'
import type { RawHandler } from './http/create-server.ts'
import type { GatewayApp } from './http/gateway-app.ts'
import { listen, readPort } from './http/listen.ts'
import { trackRequests } from './http/track-requests.ts'
import type { Desk } from './operator/desk.ts'
import type { CalendarFeed, Installation } from './route-context.ts'
import { createReadinessCheck, type HealthCheck } from './run-checks.ts'

/** The HTTP service: health, sign-in, the web chat and its page, and whatever is mounted beside them. */
export interface Gateway {
  /** Resolves when requests are answered. Throws `gateway.port_taken`, or `gateway.cannot_listen` for another fault of the address. */
  listen(): Promise<{ readonly url: string }>
  /** Ends event streams, lets running requests finish for `graceMs`, then closes what is left. Safe to call when not listening. */
  close(graceMs: number): Promise<void>
  /** A link that signs one browser in, once, within 15 minutes. Print it for the owner; never log it. */
  createLoginLink(): Promise<string>
  /** On a fresh installation without a configured admin key: an API key for an admin, to be shown once; null on any other. */
  createFirstKey(): Promise<string | null>
  /** Gives exactly this path to `handle`, body unread; null takes it away. A handler that rejects is answered with 500. */
  mountRaw(path: string, handle: RawHandler | null): void
}

export interface GatewayDeps extends Desk, Installation {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly newId: NewId
  /** The owner's words as they stand in the files now. */
  readonly playbook: PlaybookOf
  readonly logger: Logger
  readonly settings: GatewaySettings
  readonly webchat: GatewayWebchat
  /** What `/ready` reports. */
  readonly checks: readonly HealthCheck[]
  /** What `/metrics` prints; the gateway adds its own measurements. One gateway per registry. */
  readonly metrics: Registry
  readonly calendarFeed: CalendarFeed
  readonly analytics: Analytics
  readonly bots: BotDesk
  /** Counts requests and failures to sign in, of all processes. Absent: of this one. */
  readonly openCounter?: OpenCounter
}

const maxLoginFailures = 10

export function createGateway(deps: GatewayDeps): Gateway {
  const { bus, clock, database, logger, metrics, newId, playbook, settings, webchat } = deps
  const { queue, previews, render, bookings, knowledge, business } = deps
  const mounts = new Map<string, RawHandler>()
  const sessionLifeMs = settings.sessionDays * 86_400_000
  const keyUses = trackKeyUse(deps)
  const openCounter = deps.openCounter ?? ((_, windowMs) => createMemoryCounter(clock, windowMs))
  const streams = createChatStreams({ ...deps, logger })
  const events = createEventStreams(deps)
  const context = {
    clock,
    database,
    bus,
    newId,
    playbook,
    ...{ queue, previews, render, bookings, knowledge, business },
    webchat,
    streams,
    events,
    allowPrivateWebhooks: settings.allowPrivateWebhooks,
    sessionLifeMs,
    authenticate: createAuthenticate({
      database,
      clock,
      adminKey: settings.adminKey,
      openCounter,
      keyUses,
    }),
    loginAttempts: createAttemptLimit(openCounter, 'sign-ins', maxLoginFailures),
    checkReadiness: createReadinessCheck(deps.checks, clock),
    metrics,
    calendarFeed: deps.calendarFeed,
    analytics: deps.analytics,
    bots: deps.bots,
    prepaid: createPrepaidCalls(),
    openCounter,
    ...{
      system: deps.system,
      backups: deps.backups,
      egress: deps.egress,
      modelServer: deps.modelServer,
      ttsServer: deps.ttsServer,
      limits: deps.limits,
      strangerBudget: deps.strangerBudget,
      botTokens: deps.botTokens,
      fetchClientFile: deps.fetchClientFile,
    },
  }
  let app: GatewayApp | null = null
  let whenIdle = (): Promise<void> => Promise.resolve()

  return {
    async listen() {
      app = await buildApp({ context, mounts, logger, settings })
      whenIdle = trackRequests(app.server)
      const { host, port } = settings
      const url = await listen(app, { host, port, name: 'gateway', variables: 'API_GATEWAY' })
      logger.info('gateway.listening', { url })
      return { url }
    },
    async close(graceMs) {
      if (app === null) return
      streams.closeAll()
      events.closeAll()
      const closed = app.close()
      await Promise.race([whenIdle(), sleep(clock, graceMs)])
      app.server.closeAllConnections()
      await closed
      await keyUses.settled()
    },
    async createLoginLink() {
      const port = app === null ? settings.port : readPort(app)
      const token = await database.transaction(tx =>
        createLinkToken(tx, { role: 'admin', actor: 'start' }, clock.now()),
      )
      return describeLoginLink(settings.host, port, token)
    },
    async createFirstKey() {
      if (settings.adminKey !== null) return null
      return (await database.transaction(tx => createFirstKey(tx, clock.now())))?.text ?? null
    },
    mountRaw(path, handle) {
      if (handle === null) mounts.delete(path)
      else mounts.set(path, handle)
    },
  }
}
