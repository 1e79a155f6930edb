import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, sleep, systemClock } from '#shared/utils'
import { startLoopbackServer } from '../loopback-server.ts'
import { singleBytes, writeSlowly } from '../write-slowly.ts'
import type { Hear } from './listening/hear.ts'
import { readUpload, type Upload } from './read-upload.ts'

export interface AsrServerOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number
  /** What it hears in every file. Default: a short Russian question. */
  readonly text?: string | ((upload: Upload) => string)
  /** Listens instead, to the sound itself: `hearEnglish`, or what `createRussianHearing` makes. */
  readonly hear?: Hear
  /** Time to the transcript. Default 0. */
  readonly latencyMs?: number
  readonly clock?: Clock
}

/** What can go wrong with a speech server. */
export type AsrFault =
  /** Answers with this status and FastAPI's error body. */
  | { readonly kind: 'status'; readonly status: number }
  /** Takes the file and never says anything. */
  | { readonly kind: 'hang' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'drop' }
  /** Heard nothing: `{"text": ""}`. */
  | { readonly kind: 'silence' }
  /** Status 200 and a page of a proxy. */
  | { readonly kind: 'garbage' }
  /** Sends the transcript byte by byte, `pauseMs` apart. */
  | { readonly kind: 'trickle'; readonly pauseMs: number }
  /** Sends half of the transcript and closes the connection. */
  | { readonly kind: 'cut' }

/** A running speech server on 127.0.0.1. */
export interface AsrServer {
  readonly url: string
  /** The newest uploads, at most 100, oldest first; the sound itself is not kept. */
  readonly uploads: readonly Upload[]
  /** The next upload gets the first fault, the one after it the second, … */
  failNext(...faults: readonly AsrFault[]): void
  /** Every upload gets this fault, until null. */
  failAlways(fault: AsrFault | null): void
  /** Ends all connections and frees the port. */
  stop(): Promise<void>
}

const MAX_UPLOADS = 100
const DEFAULT_TEXT = 'Здравствуйте, сколько стоит доставка?'

/**
 * A speech server over real HTTP with both protocols: `POST /transcribe` as the FastAPI services around faster-whisper speak it
 * (422 without a file, 400 for `.oga`), and OpenAI's `POST /v1/audio/transcriptions`. Without `hear` it listens to nothing: the text
 * is given.
 */
export async function startAsrServer(options: AsrServerOptions = {}): Promise<AsrServer> {
  const clock = options.clock ?? systemClock
  const text = options.text ?? DEFAULT_TEXT
  const uploads: Upload[] = []
  const nextFaults: AsrFault[] = []
  let lastingFault: AsrFault | null = null

  const server = await startLoopbackServer((request, response) => {
    route(request, response).catch(error => sendJson(response, 500, { detail: String(error) }))
  }, options.port)

  return {
    url: server.url,
    uploads,
    failNext: (...faults) => {
      nextFaults.push(...faults)
    },
    failAlways: fault => {
      lastingFault = fault
    },
    stop: server.stop,
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/'] = (request.url ?? '/').split('?')
    if (path !== '/transcribe' && path !== '/v1/audio/transcriptions') {
      return sendJson(response, 404, { detail: 'Not Found' })
    }
    if (request.method !== 'POST') return sendJson(response, 405, { detail: 'Method Not Allowed' })
    const parsed = await readUpload(request)
    if (parsed.kind === 'no-file') return sendMissing(response, 'file')
    await transcribe(parsed.upload, parsed.sound, response)
  }

  async function transcribe(upload: Upload, sound: Buffer, response: ServerResponse): Promise<void> {
    uploads.push(upload)
    if (uploads.length > MAX_UPLOADS) uploads.shift()
    if (upload.path !== '/transcribe' && upload.fields.model === undefined) return sendMissing(response, 'model')
    if (upload.path === '/transcribe' && upload.fileName.endsWith('.oga')) {
      return sendJson(response, 400, { detail: 'Unsupported file format: .oga' })
    }
    const fault = nextFaults.shift() ?? lastingFault
    if ((options.latencyMs ?? 0) > 0) await sleep(clock, options.latencyMs ?? 0)
    switch (fault?.kind) {
      case 'hang':
        return
      case 'drop':
        response.destroy()
        return
      case 'status':
        return sendJson(response, fault.status, { detail: `Injected ${fault.status}` })
      case 'garbage':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>')
        return
      case 'trickle':
        response.writeHead(200, { 'content-type': 'application/json' })
        return writeSlowly(response, singleBytes(await transcript(upload, sound)), { pauseMs: fault.pauseMs, clock })
      case 'cut':
        return sendHalf(response, await transcript(upload, sound))
      case 'silence':
        return sendJson(response, 200, { text: '' })
      default:
        return sendJson(response, 200, { text: await hear(upload, sound) })
    }
  }

  async function transcript(upload: Upload, sound: Buffer): Promise<string> {
    return JSON.stringify({ text: await hear(upload, sound) })
  }

  async function hear(upload: Upload, sound: Buffer): Promise<string> {
    if (options.hear !== undefined) return options.hear(sound)
    return typeof text === 'string' ? text : text(upload)
  }
}

/** FastAPI's words for a form field that is not there. */
function sendMissing(response: ServerResponse, field: string): void {
  sendJson(response, 422, { detail: [{ type: 'missing', loc: ['body', field], msg: 'Field required', input: null }] })
}

/** Once the half has left, so that the client sees words before the break. */
function sendHalf(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.write(body.slice(0, body.length / 2), () => response.destroy())
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
