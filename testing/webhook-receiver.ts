import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts'

/** One delivery as it came in. */
export interface ReceivedDelivery {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly event: { readonly id: string; readonly type: string; readonly position: number }
}

/** What a receiver does with a delivery. */
export type Behaviour = (response: ServerResponse, delivery: ReceivedDelivery) => void

/** A server of somebody else's that takes webhooks, and may be as rude as such servers are. */
export interface WebhookReceiver extends Pick<LoopbackServer, 'stop' | 'connectionCount'> {
  readonly url: string
  readonly received: readonly ReceivedDelivery[]
  behave(behaviour: Behaviour): void
}

export const accepts: Behaviour = response => response.writeHead(204).end()

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedDelivery[] = []
  let behaviour = accepts
  const server = await startLoopbackServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const delivery = { headers: request.headers, body, event: JSON.parse(body) }
      received.push(delivery)
      behaviour(response, delivery)
    })
  })
  return {
    ...server,
    url: `${server.url}/hooks`,
    received,
    behave(next) {
      behaviour = next
    },
  }
}

/** As Standard Webhooks tells receivers to verify, written apart from our own signing. */
export function isSignedWith(secret: string, { headers, body }: ReceivedDelivery): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}
