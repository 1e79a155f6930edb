import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError, type Clock, errorCode } from '#shared/utils'
import type { WebhookHandler } from './create-webhook-handler.ts'

export interface WebhookServerOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** By the path part of the public address, one a bot; they may come and go. Everything else is 404. */
  readonly handlers: ReadonlyMap<string, WebhookHandler>
  readonly clock: Clock
}

export interface WebhookServer {
  readonly port: number
  /** Takes no new delivery, waits for those being stored at most `timeoutMs`, then cuts the rest off. */
  close(timeoutMs: number): Promise<void>
}

/** Telegram reuses connections that idle for up to a minute, and opens only a few new ones per second. */
const KEEP_ALIVE_MS = 75_000
/** Must exceed the keep-alive, or Node closes a kept connection on which the next request just begins. */
const HEADERS_TIMEOUT_MS = 80_000
/** A delivery is a few kilobytes; who needs longer than this to send one is not Telegram. */
const REQUEST_TIMEOUT_MS = 90_000

/**
 * Listens for deliveries on plain HTTP, behind a proxy that speaks TLS. Throws AppError `telegram.webhook_port_taken` or
 * `telegram.webhook_not_listening`.
 */
export async function createWebhookServer(options: WebhookServerOptions): Promise<WebhookServer> {
  const server = createServer((request, response) => {
    // A kept connection that falls idle after `close` would hold the server open for the whole keep-alive.
    response.once('close', () => {
      if (!server.listening) server.closeIdleConnections()
    })
    const path = request.url?.split('?', 1)[0]
    const handle = options.handlers.get(path ?? '')
    if (handle === undefined) refuse(response)
    else void handle(request, response)
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  await listen(server, options)
  // `listen` has succeeded on a TCP port, so the address is not a pipe's.
  const { port } = server.address() as AddressInfo
  return { port, close: timeoutMs => close(server, options.clock, timeoutMs) }
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'content-length': 0, connection: 'close' }).end()
}

function listen(server: Server, { host, port }: WebhookServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', cause => {
      const code = errorCode(cause) === 'EADDRINUSE' ? 'telegram.webhook_port_taken' : 'telegram.webhook_not_listening'
      reject(new AppError(code, `cannot listen on ${host}:${port} (${errorCode(cause)})`, { cause }))
    })
    server.listen(port, host, resolve)
  })
}

function close(server: Server, clock: Clock, timeoutMs: number): Promise<void> {
  return new Promise(resolve => {
    const cancel = clock.after(timeoutMs, () => server.closeAllConnections())
    server.close(() => {
      cancel()
      resolve()
    })
    server.closeIdleConnections()
  })
}
