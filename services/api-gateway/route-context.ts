import type { FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'
import type { Actor } from '#capabilities/access'
import type { Analytics } from '#capabilities/analytics'
import type { AiServerConfig } from '#capabilities/llm'
import type { TtsServerConfig } from '#capabilities/speech'
import type { BotDesk, InboundLimits, PlaybookOf, StrangerBudget } from '#flow'
import type { OpenCounter } from '#shared/cache'
import type { Database } from '#shared/database'
import type { Bus } from '#shared/events'
import type { Egress } from '#shared/network'
import { AppError, type Clock, type NewId, type Secret } from '#shared/utils'
import type { Backups } from '../parts/backups/create-backups.ts'
import type { FetchClientFile } from '../parts/media/create-fetch-client-file.ts'
import type { Authenticate, Identity } from './auth/authenticate.ts'
import type { AttemptLimit } from './auth/limit-attempts.ts'
import type { PrepaidCalls } from './auth/prepaid-calls.ts'
import type { ChatStreams } from './chat/chat-streams.ts'
import type { GatewayWebchat } from './chat/gateway-webchat.ts'
import type { EventStreams } from './events/event-streams.ts'
import type { GatewayApp } from './http/gateway-app.ts'
import type { Desk } from './operator/desk.ts'
import type { System } from './operator/system.ts'
import type { CheckReadiness } from './run-checks.ts'

/** The owner's calendar as RFC 5545 text; null for a token that opens none. Looks the token up by its hash. */
export type CalendarFeed = (token: string) => Promise<string | null>

/** What an administrator sees and changes of the platform itself. */
export interface Installation {
  readonly system: System
  readonly backups: Backups
  /** Whom this process has connected to. */
  readonly egress: Egress
  /** The model server that this process asks. */
  readonly modelServer: AiServerConfig
  /** The server that speaks for this process. */
  readonly ttsServer: TtsServerConfig
  /** Null: clients may write as much as they like. */
  readonly limits: InboundLimits | null
  /** Null: the model answers a stranger as often as they write. */
  readonly strangerBudget: StrangerBudget | null
  /** The tokens of all bots that are on: what data of a Mini App may be signed with. */
  readonly botTokens: () => Promise<readonly Secret[]>
  readonly fetchClientFile: FetchClientFile
}

/** What routes share. Built once per gateway. */
export interface RouteContext extends Desk, Installation {
  readonly clock: Clock
  readonly database: Database
  readonly bus: Bus
  readonly newId: NewId
  /** The owner's words as they stand in the files now. */
  readonly playbook: PlaybookOf
  readonly webchat: GatewayWebchat
  readonly streams: ChatStreams
  readonly events: EventStreams
  /** Whether events may be sent to this machine and private networks. */
  readonly allowPrivateWebhooks: boolean
  readonly sessionLifeMs: number
  readonly authenticate: Authenticate
  readonly loginAttempts: AttemptLimit
  readonly checkReadiness: CheckReadiness
  readonly metrics: Registry
  readonly calendarFeed: CalendarFeed
  readonly analytics: Analytics
  readonly bots: BotDesk
  readonly prepaid: PrepaidCalls
  /** Counts of all processes that share Redis. */
  readonly openCounter: OpenCounter
}

/**
 * One file in `routes/` exports one of these: method, path, who may call it, shapes in and out, and the handler. One that is served
 * beside the gateway, too, names what it needs.
 */
export type RegisterRoute<Needed extends keyof RouteContext = keyof RouteContext> = (
  app: GatewayApp,
  context: Pick<RouteContext, Needed>,
) => void

/** Who asks. Throws on an open route, where nobody is known. */
export function identityOf({ identity, routeOptions }: FastifyRequest): Identity {
  if (identity === null) throw new AppError('gateway.no_identity', `nobody is known on ${routeOptions.url}: it is open`)
  return identity
}

/** Who writes, for the audit log. Throws on an open route. */
export function actorOf(request: FastifyRequest): Actor {
  return identityOf(request).actor
}
