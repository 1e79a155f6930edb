import { createServer, type RequestListener } from 'node:http'

/** An HTTP server of this machine only, for tests and the demo. */
export interface LoopbackServer {
  /** Without a slash at the end. */
  readonly url: string
  /** Connections taken so far. */
  connectionCount(): number
  /** Breaks all connections, also unfinished ones, and frees the port. */
  stop(): Promise<void>
}

/** Listens on 127.0.0.1 at `port`; 0 takes a free one. Rejects when the port is taken. */
export async function startLoopbackServer(handle: RequestListener, port = 0): Promise<LoopbackServer> {
  let connections = 0
  const server = createServer(handle).on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`,
    connectionCount: () => connections,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
