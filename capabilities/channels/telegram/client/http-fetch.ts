import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { type Clock, errorCode } from '#shared/utils'
import { NoAnswerError } from './no-answer-error.ts'

export interface HttpFetchOptions {
  /** Only its scheme is read here. */
  readonly apiRoot: string
  readonly connectTimeoutMs: number
  /** From the call to the last byte of the answer. */
  readonly answerTimeoutMs: (url: string) => number
  readonly clock: Clock
}

/** What grammY reads of a `fetch` response. */
export interface FetchedAnswer {
  json(): unknown
}

export interface FetchInit {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** grammY streams a form with files in it. */
  readonly body: string | AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
}

/** Telegram closes a connection that idles for about a minute; one we let go earlier is never reused at that very moment. */
const IDLE_SOCKET_MS = 20_000

/**
 * The `fetch` under grammY, on bare `node:http`. grammY's own (node-fetch) cannot say whether a failed request had left the
 * house, and that decides between "send again" and "never send again"; it also costs twice the CPU per call.
 * Rejects with NoAnswerError only.
 */
export function createHttpFetch(options: HttpFetchOptions): (url: string, init: FetchInit) => Promise<FetchedAnswer> {
  const isTls = options.apiRoot.startsWith('https:')
  const agentOptions = { keepAlive: true, timeout: IDLE_SOCKET_MS }
  const agent = isTls ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions)
  const request = isTls ? httpsRequest : httpRequest

  return async (url, init) =>
    exchange(url, init, typeof init.body === 'string' ? init.body : await readWhole(init.body))

  function exchange(url: string, init: FetchInit, body: string | Buffer): Promise<FetchedAnswer> {
    return new Promise((resolve, reject) => {
      if (init.signal.aborted) return reject(new NoAnswerError('aborted', false))
      let hasLeft = false
      let cancelConnect = (): void => {}
      const outgoing = request(url, { agent, method: init.method, headers: init.headers })
      const settle = (): void => {
        cancelConnect()
        cancelAnswer()
        init.signal.removeEventListener('abort', abort)
      }
      const fail = (code: string, mayHaveArrived = hasLeft): void => {
        settle()
        reject(new NoAnswerError(code, mayHaveArrived))
        outgoing.destroy()
      }
      const abort = (): void => fail('aborted')
      const cancelAnswer = options.clock.after(options.answerTimeoutMs(url), () => fail('answer_timeout'))
      init.signal.addEventListener('abort', abort)
      outgoing.once('socket', (socket: Socket) => {
        hasLeft = outgoing.reusedSocket
        if (hasLeft) return
        cancelConnect = options.clock.after(options.connectTimeoutMs, () => fail('connect_timeout'))
        socket.once(isTls ? 'secureConnect' : 'connect', () => {
          hasLeft = true
          cancelConnect()
        })
      })
      outgoing.on('error', error => fail(errorCode(error)))
      outgoing.on('response', response => {
        response.on('error', error => fail(errorCode(error)))
        collectBody(response, body => {
          const answer = parseAnswer(response.statusCode ?? 0, body)
          if (answer.kind === 'unreadable') return fail(answer.code, answer.mayHaveArrived)
          settle()
          resolve({ json: () => answer.value })
        })
      })
      outgoing.end(body)
    })
  }
}

/** Our files are small. Whole, they have a length, which proxies like, and nothing can break off in the middle of a request. */
async function readWhole(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function collectBody(response: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => {
    if (response.complete) done(Buffer.concat(chunks).toString('utf8'))
  })
}

type ParsedAnswer =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly code: string; readonly mayHaveArrived: boolean }

/** The Bot API answers `{ok, …}` whatever the status; anything else was written by something in between. */
function parseAnswer(status: number, body: string): ParsedAnswer {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null && 'ok' in value) return { kind: 'answer', value }
  } catch {
    // Not JSON: a gateway's page. Its status says what is known.
  }
  if (status < 400) return { kind: 'unreadable', code: 'invalid_answer', mayHaveArrived: true }
  // 504: the gateway passed the request on and lost patience. 502, 503 and 4xx: it never got that far.
  return { kind: 'unreadable', code: `http_${status}`, mayHaveArrived: status === 504 }
}
