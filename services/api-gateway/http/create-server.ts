import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { errorCode, type Logger } from '#shared/utils'

/** Serves one path by itself: body, status and headers are the handler's own. */
export type RawHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** When slow clients are cut off, in milliseconds. */
export interface ServerLimits {
  readonly headersTimeout: number
  readonly requestTimeout: number
  readonly connectionsCheckingInterval: number
}

const usualLimits: ServerLimits = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
}

/**
 * A server that hands mounted paths to their raw handlers and everything else to `listener`. A client has 15 s for its headers and
 * 30 s for the whole request unless `limits` say otherwise. Answers may take as long as they like.
 */
export function createServer(
  listener: RequestListener,
  {
    mounts,
    logger,
    limits = usualLimits,
  }: {
    readonly mounts: ReadonlyMap<string, RawHandler>
    readonly logger: Logger
    readonly limits?: ServerLimits
  },
): Server {
  return createHttpServer(
    {
      ...limits,
      // Longer than proxies keep theirs (nginx 60 s, Caddy 120 s): one that is reused while we close it fails a request. Telegram,
      // too, drops to 20 updates a second when a server closes its few connections early.
      keepAliveTimeout: 130_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      const path = (request.url ?? '').split('?', 1)[0] ?? ''
      const handle = mounts.get(path)
      if (handle === undefined) listener(request, response)
      else void serveRaw(handle, request, response)
    },
  )

  async function serveRaw(handle: RawHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await handle(request, response)
    } catch (error) {
      logger.error('http.raw_failed', { code: errorCode(error) })
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
  }
}
