import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Registry } from 'prom-client'
import type { Receive, WebchatChannel } from '#capabilities/channels'
import type { AccountId, Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import type { Authenticate } from './auth/authenticate.ts'
import type { AttemptLimit } from './auth/limit-attempts.ts'
import type { SignIn } from './auth/sign-in.ts'
import type { ChatStreams } from './chat/chat-streams.ts'
import type { CheckReadiness } from './run-checks.ts'

/** The web chat as the gateway needs it: the channel, the account it speaks for, and the way in. */
export interface GatewayWebchat {
  readonly channel: WebchatChannel
  readonly accountId: AccountId
  readonly receive: Receive
}

/** What routes share. Built once per gateway. */
export interface RouteContext {
  readonly clock: Clock
  readonly database: Database
  readonly webchat: GatewayWebchat
  readonly streams: ChatStreams
  readonly signIn: SignIn
  readonly sessionLifeMs: number
  readonly authenticate: Authenticate
  readonly loginAttempts: AttemptLimit
  readonly checkReadiness: CheckReadiness
  readonly metrics: Registry
}

export type GatewayApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** One file in `routes/` exports one of these: method, path, who may call it, shapes in and out, and the handler. */
export type RegisterRoute = (app: GatewayApp, context: RouteContext) => void
