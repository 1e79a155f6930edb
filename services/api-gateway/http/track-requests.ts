import type { Server, ServerResponse } from 'node:http'

/**
 * Watches a server's requests; the returned function resolves when none is being answered. Node's own `close` also waits for
 * connections that never asked anything, and browsers open such ones in advance.
 */
export function trackRequests(server: Server): () => Promise<void> {
  const running = new Set<ServerResponse>()
  let resolveIdle = (): void => {}
  server.on('request', (_request, response: ServerResponse) => {
    running.add(response)
    response.once('close', () => {
      running.delete(response)
      if (running.size === 0) resolveIdle()
    })
  })
  return () =>
    new Promise(resolve => {
      resolveIdle = resolve
      if (running.size === 0) resolve()
    })
}
