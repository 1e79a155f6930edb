import { createWebhookServer, type WebhookHandler, type WebhookServer } from '#capabilities/channels'
import type { App } from '../../app.ts'

/** Mounts a webhook on a server of this process, or takes it away (null); false when there is no such server. */
export type MountWebhook = (path: string, handler: WebhookHandler | null) => boolean

/** Where Telegram's calls arrive, one path a bot. */
export interface WebhookHost {
  /** Resolves when calls are answered, with the way to take the path away. Throws `telegram.webhook_port_taken`. */
  open(path: string, handler: WebhookHandler): Promise<() => void>
  /** Takes no new call, and waits for those being stored at most `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** The gateway's server where it runs in this process, else one for all bots on a port of their own, opened by the first. */
export function createWebhookHost(
  {
    clock,
    settings: { telegram },
  }: { readonly clock: App['clock']; readonly settings: Pick<App['settings'], 'telegram'> },
  mount: MountWebhook,
): WebhookHost {
  const { webhook_host: host, webhook_port: port } = telegram
  const handlers = new Map<string, WebhookHandler>()
  let server: Promise<WebhookServer> | null = null

  return {
    async open(path, handler) {
      if (mount(path, handler)) return () => void mount(path, null)
      handlers.set(path, handler)
      server ??= createWebhookServer({ host, port, handlers, clock })
      try {
        await server
      } catch (error) {
        // The next bot tries again: the port may be free by then.
        server = null
        handlers.delete(path)
        throw error
      }
      return () => void handlers.delete(path)
    },
    async close(graceMs) {
      await (await server)?.close(graceMs)
    },
  }
}
