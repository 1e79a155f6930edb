import type { ClientRequest, IncomingMessage } from 'node:http'
import { openGuardedRequest } from '#shared/network'
import { type Clock, errorCode, isPublicAddress } from '#shared/utils'

export interface JsonPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** `code` is stable: cancelled, timeout, address_private, or what the system calls the failure (ECONNREFUSED, ENOTFOUND, …). */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'failed'; readonly code: string }

export interface PostLimits {
  readonly clock: Clock
  readonly allowPrivateAddresses: boolean
  readonly signal: AbortSignal
}

const timeoutMs = 10_000
/** What an answer may say before the line is cut: nobody reads it. */
const maxAnswerBytes = 1024

/**
 * One POST to a server that somebody else named. Follows no redirect, and connects only to an address that has been judged.
 * Never throws for what a server or a network can do.
 */
export function postJson(post: JsonPost, limits: PostLimits): Promise<PostOutcome> {
  if (limits.signal.aborted) return Promise.resolve({ kind: 'failed', code: 'cancelled' })
  const request = open(post, limits)
  if (request === null) return Promise.resolve({ kind: 'failed', code: 'address_private' })
  return new Promise(resolve => {
    let code: string | null = null
    const stop = (why: string): void => {
      code ??= why
      request.destroy(new Error(why))
    }
    const cancel = (): void => stop('cancelled')
    limits.signal.addEventListener('abort', cancel, { once: true })
    const stopTimer = limits.clock.after(timeoutMs, () => stop('timeout'))
    request.on('response', response => {
      dropBody(response)
      resolve({ kind: 'answered', status: response.statusCode ?? 0, retryAfterMs: readRetryAfter(response) })
    })
    request.on('error', error => resolve({ kind: 'failed', code: code ?? codeOf(error) }))
    request.on('close', () => {
      stopTimer()
      limits.signal.removeEventListener('abort', cancel)
      resolve({ kind: 'failed', code: code ?? 'ECONNRESET' })
    })
    request.end(post.body)
  })
}

function open({ url, headers, body }: JsonPost, { allowPrivateAddresses }: PostLimits): ClientRequest | null {
  return openGuardedRequest(new URL(url), {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    mayConnect: address => allowPrivateAddresses || isPublicAddress(address),
  })
}

function dropBody(response: IncomingMessage): void {
  let bytes = 0
  response.on('error', () => {})
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) response.destroy()
  })
}

/** Seconds only; a date would need a clock that both sides agree on. */
function readRetryAfter({ headers }: IncomingMessage): number | null {
  const text = headers['retry-after'] ?? ''
  return /^\d{1,6}$/.test(text) ? Number(text) * 1000 : null
}

// With several addresses Node wraps what went wrong with each.
function codeOf(error: unknown): string {
  return errorCode(error instanceof AggregateError ? error.errors[0] : error)
}
