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

/**
 * A server that hands mounted paths to their raw handlers and everything else to `listener`. Its time limits end slow clients:
 * 15 s for the headers, 30 s for the whole request. Answers may take as long as they like.
 */
export function createServer(
  listener: RequestListener,
  mounts: ReadonlyMap<string, RawHandler>,
  logger: Logger,
): Server {
  return createHttpServer(
    {
      // Telegram opens few connections and drops to 20 updates a second when a server closes them early.
      keepAliveTimeout: 75_000,
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
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
