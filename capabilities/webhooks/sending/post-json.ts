import { type LookupAddress, lookup } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { AppError, type Clock, errorCode, isPublicAddress } from '#shared/utils'
import { hostOf } from './check-url.ts'

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
 * One POST to a server that somebody else named. Follows no redirect, and connects only to an address that it has judged itself:
 * what the name means a moment later does not matter. Never throws for what a server or a network can do.
 */
export function postJson(post: JsonPost, limits: PostLimits): Promise<PostOutcome> {
  const url = new URL(post.url)
  if (limits.signal.aborted) return Promise.resolve({ kind: 'failed', code: 'cancelled' })
  // For an address in the URL itself nothing is looked up.
  if (isIP(hostOf(url)) !== 0 && !mayConnect(hostOf(url), limits)) return Promise.resolve(refused)
  return new Promise(resolve => {
    let code: string | null = null
    const request = open(url, post, limits)
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

const refused = { kind: 'failed', code: 'address_private' } as const

function open(url: URL, { headers, body }: JsonPost, limits: PostLimits): ClientRequest {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    lookup: createCheckedLookup(limits),
  })
}

/** Looks a name up as Node does, and gives it an address only if all that the name stands for may be connected to. */
function createCheckedLookup(limits: PostLimits): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) return callback(error, '', 0)
      if (!addresses.every(({ address }) => mayConnect(address, limits))) {
        return callback(new AppError('address_private', `a name of webhooks stands for a private address`), '', 0)
      }
      if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}

function mayConnect(address: string, { allowPrivateAddresses }: PostLimits): boolean {
  return allowPrivateAddresses || isPublicAddress(address)
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
