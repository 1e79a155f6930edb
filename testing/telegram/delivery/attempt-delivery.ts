import { type Agent, type IncomingMessage, request } from 'node:http'
import type { Clock } from '#shared/utils'

export interface DeliveryTarget {
  readonly url: URL
  readonly secretToken: string
  readonly agent: Agent
  readonly clock: Clock
  /** How long the server may take to answer. */
  readonly timeoutMs: number
}

export type Attempt =
  | { readonly kind: 'accepted'; readonly body: string; readonly contentType: string }
  | {
      readonly kind: 'failed'
      readonly message: string
      /** Null when there was no answer. */
      readonly status: number | null
      readonly retryAfterSeconds: number
    }

/** Posts one update to a webhook. Never rejects: no answer is an outcome. */
export function attemptDelivery(target: DeliveryTarget, updateJson: string): Promise<Attempt> {
  return new Promise(resolve => {
    const body = Buffer.from(updateJson)
    const { agent, url } = target
    const outgoing = request(url, { method: 'POST', agent, headers: buildHeaders(target, body.length) })
    const expire = (): void => void outgoing.destroy(new Error('Read timeout expired'))
    const cancelTimer = target.clock.after(target.timeoutMs, expire)
    const settle = (attempt: Attempt): void => {
      cancelTimer()
      resolve(attempt)
    }
    outgoing.on('response', response => readAnswer(response, settle))
    outgoing.on('error', error => settle(unanswered(error.message)))
    outgoing.end(body)
  })
}

function buildHeaders({ secretToken }: DeliveryTarget, contentLength: number): Record<string, string | number> {
  const common = { 'Content-Type': 'application/json', 'Content-Length': contentLength }
  return secretToken === '' ? common : { ...common, 'X-Telegram-Bot-Api-Secret-Token': secretToken }
}

function readAnswer(response: IncomingMessage, settle: (attempt: Attempt) => void): void {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('error', error => settle(unanswered(error.message)))
  response.on('end', () => settle(judge(response, Buffer.concat(chunks).toString())))
}

function judge({ statusCode = 0, statusMessage = '', headers }: IncomingMessage, body: string): Attempt {
  if (statusCode >= 200 && statusCode <= 299) {
    return { kind: 'accepted', body, contentType: headers['content-type'] ?? '' }
  }
  const message = `Wrong response from the webhook: ${statusCode} ${statusMessage}`
  return { kind: 'failed', message, status: statusCode, retryAfterSeconds: Number(headers['retry-after'] ?? 0) || 0 }
}

function unanswered(message: string): Attempt {
  return { kind: 'failed', message, status: null, retryAfterSeconds: 0 }
}
