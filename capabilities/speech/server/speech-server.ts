import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { type Chance, type Clock, createBreaker, type Secret } from '#shared/utils'
import { isServerFault, isWorthRetrying, parseRetryAfter, pauseAfter } from './retry-rules.ts'
import type { ServerAnswer } from './server-answer.ts'

const refused: ServerAnswer = { kind: 'failed', code: 'breaker_open' }

export interface ServerSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly apiKey: Secret | null
  /** Tries after the first, within the caller's signal. Default 2. */
  readonly maxRetries?: number
  /** Default 5,000. */
  readonly connectTimeoutMs?: number
  /** More than this and the server is not what it says it is. */
  readonly maxAnswerBytes: number
  /** Failures in a row after which the server counts as down. Default 5. */
  readonly breakAfterFailures?: number
  /** How long it is left alone then, before one request probes it. Default 10,000. */
  readonly halfOpenAfterMs?: number
}

export interface ServerDeps {
  readonly clock: Clock
  /** Spreads retries. */
  readonly chance: Chance
}

export interface ServerRequest {
  readonly path: string
  readonly contentType: string
  readonly body: Buffer
}

/** Posts to a speech server. Never rejects; what may pass is tried again; a server that is down is left alone for a while. */
export type PostToServer = (request: ServerRequest, signal: AbortSignal) => Promise<ServerAnswer>

export function connectSpeechServer(settings: ServerSettings, { clock, chance }: ServerDeps): PostToServer {
  const { maxRetries = 2, breakAfterFailures = 5, halfOpenAfterMs = 10_000 } = settings
  const exchange = createExchange(settings, clock)
  const breaker = createBreaker<ServerAnswer>(
    { breakAfterFailures, halfOpenAfterMs },
    { clock, judge: answer => (isServerFault(answer) ? 'down' : 'alive') },
  )
  return async (request, signal) => {
    for (let tries = 1; ; tries++) {
      const answer = (await breaker(() => exchange(request, signal))) ?? refused
      if (signal.aborted || tries > maxRetries || !isWorthRetrying(answer)) return answer
      await pauseAfter(answer, { tries, clock, chance }, signal)
    }
  }
}

/** One request. Node's own client: `fetch` gives up after five minutes, and cannot limit the time to connect. */
function createExchange(settings: ServerSettings, clock: Clock) {
  const isTls = settings.baseUrl.startsWith('https:')
  const send = isTls ? requestHttps : requestHttp
  // uvicorn, which serves most of them, drops an idle connection after 5 s.
  const agent = isTls
    ? new HttpsAgent({ keepAlive: true, timeout: 4000 })
    : new HttpAgent({ keepAlive: true, timeout: 4000 })
  const { connectTimeoutMs = 5_000, maxAnswerBytes } = settings
  const key = settings.apiKey?.reveal() ?? ''
  return ({ path, contentType, body }: ServerRequest, signal: AbortSignal): Promise<ServerAnswer> =>
    new Promise(resolve => {
      if (signal.aborted) return resolve({ kind: 'failed', code: 'timeout' })
      const headers = {
        'content-type': contentType,
        'content-length': body.length,
        ...(key !== '' && { authorization: `Bearer ${key}` }),
      }
      const request = send(`${settings.baseUrl}${path}`, { method: 'POST', agent, headers })
      const end = (answer: ServerAnswer): void => {
        signal.removeEventListener('abort', abort)
        resolve(answer)
        if (answer.kind === 'failed') request.destroy()
      }
      const abort = (): void => end({ kind: 'failed', code: 'timeout' })
      signal.addEventListener('abort', abort, { once: true })
      limitConnecting(request, { clock, connectTimeoutMs, isTls }, () =>
        end({ kind: 'failed', code: 'connect_timeout' }),
      )
      request.on('error', () => end({ kind: 'failed', code: 'connection_failed' }))
      request.on('response', response => void readAnswer(response, maxAnswerBytes, clock).then(end))
      request.end(body)
    })
}

function limitConnecting(
  request: ClientRequest,
  limit: { readonly clock: Clock; readonly connectTimeoutMs: number; readonly isTls: boolean },
  giveUp: () => void,
): void {
  request.on('socket', socket => {
    if (!socket.connecting) return
    const stopTimer = limit.clock.after(limit.connectTimeoutMs, giveUp)
    socket.once(limit.isTls ? 'secureConnect' : 'connect', stopTimer)
    request.once('close', stopTimer)
  })
}

async function readAnswer(response: IncomingMessage, maxBytes: number, clock: Clock): Promise<ServerAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > maxBytes) return { kind: 'failed', code: 'answer_too_long' }
      chunks.push(chunk)
    }
  } catch {
    return { kind: 'failed', code: 'broken_answer' }
  }
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], clock.now())
  return { kind: 'answer', status: response.statusCode ?? 0, body: Buffer.concat(chunks), retryAfterMs }
}
