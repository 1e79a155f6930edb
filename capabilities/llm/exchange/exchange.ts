import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { type Clock, errorCode } from '#shared/utils'

/**
 * Free connections close after this: uvicorn, which serves vLLM, drops idle ones after 5 s, and a request written into a
 * connection that is just being dropped would fail for no reason.
 */
const FREE_SOCKET_MS = 4000

/** An answer that is complete before its connection has ended gets so long to end by itself, so that the next can use it. */
const LINGER_MS = 1000

/** More text than any answer or error page has: a server that never stops must not fill our memory. */
const MAX_BODY_UNITS = 8_000_000

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface ExchangeOptions {
  readonly agent: HttpAgent
  readonly connectTimeoutMs: number
  readonly clock: Clock
  /** Called once, before any text. */
  readonly onHead: (head: ResponseHead) => void
  /** Called with the body as it comes in, decoded; a character is never split, whatever the packets. */
  readonly onText: (text: string) => void
}

export interface ResponseHead {
  readonly status: number
  readonly retryAfter: string | null
}

/** `code` is stable: `connect_timeout`, `connection_failed`, `broken_stream`, or what `stop` was called with. */
export type ExchangeEnd = { readonly kind: 'complete' } | { readonly kind: 'failed'; readonly code: string }

export interface Exchange {
  /** Never rejects. */
  readonly ended: Promise<ExchangeEnd>
  /** Breaks the connection; `ended` resolves with `code` unless it has ended already. */
  stop(code: string): void
  /** Nothing more is needed: `ended` resolves as complete at once. */
  finish(): void
}

/** Connections to one server, kept open between requests. */
export function createAgent(url: URL): HttpAgent {
  const options = { keepAlive: true, timeout: FREE_SOCKET_MS }
  return url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options)
}

/**
 * One HTTP request whose answer is read as it arrives. Node's own client, because it is in the path of every reply: a streamed
 * answer costs a third of the processor time it takes with `fetch` and a fifth of what the openai package takes (measured,
 * docs/decisions/0002-model-client.md), and only here can the time to connect be limited apart from the time to answer.
 */
export function startExchange(call: Call, options: ExchangeOptions): Exchange {
  let settle: (end: ExchangeEnd) => void = () => {}
  const ended = new Promise<ExchangeEnd>(resolve => {
    settle = resolve
  })
  const fail = (code: string): void => settle({ kind: 'failed', code })
  const send = call.url.protocol === 'https:' ? requestHttps : requestHttp
  const request = send(call.url, { method: call.method, headers: call.headers, agent: options.agent })
  const stop = (code: string): void => {
    fail(code)
    request.destroy()
  }

  const finish = (): void => {
    settle({ kind: 'complete' })
    request.once(
      'close',
      options.clock.after(LINGER_MS, () => request.destroy()),
    )
  }

  let hasHead = false
  request.on('socket', socket => {
    // A kept connection is connected already.
    if (!socket.connecting) return
    const stopConnectTimer = options.clock.after(options.connectTimeoutMs, () => stop('connect_timeout'))
    socket.once(call.url.protocol === 'https:' ? 'secureConnect' : 'connect', stopConnectTimer)
    request.once('close', stopConnectTimer)
  })
  request.on('error', error => fail(hasHead ? 'broken_stream' : connectionCode(error)))
  request.on('response', response => {
    hasHead = true
    readResponse(response, options, end => (end.kind === 'complete' ? settle(end) : stop(end.code)))
  })
  request.end(call.body)
  return { ended, stop, finish }
}

function readResponse(response: IncomingMessage, options: ExchangeOptions, end: (end: ExchangeEnd) => void): void {
  let units = 0
  options.onHead({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] ?? null })
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    units += text.length
    if (units > MAX_BODY_UNITS) end({ kind: 'failed', code: 'bad_answer' })
    else options.onText(text)
  })
  response.on('end', () => end({ kind: 'complete' }))
  response.on('error', () => end({ kind: 'failed', code: 'broken_stream' }))
}

function connectionCode(error: Error): string {
  // A server that goes away between our request and its answer looks like this.
  return errorCode(error) === 'ECONNRESET' ? 'broken_stream' : 'connection_failed'
}
