import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, systemClock } from '#shared/utils'
import { startLoopbackServer } from '../loopback-server.ts'
import { createChatEndpoint } from './chat-endpoint.ts'
import { type ChatRequest, parseChatRequest } from './chat-request.ts'
import { countTokensByBytes } from './compose-answer.ts'
import { createEmbeddingsEndpoint, type EmbeddingsFault, type EmbeddingsSettings } from './embeddings-endpoint.ts'
import type { Fault } from './fault.ts'
import { parseJson, readBody, sendError, sendJson } from './respond.ts'

export interface ModelServerOptions extends Omit<EmbeddingsSettings, 'models'> {
  /** 0 (default) takes a free one. */
  readonly port?: number
  /** Served models; the first is what a client without a configured model takes. Default `['test-model']`. */
  readonly models?: readonly string[]
  /** Prompt and answer together, in tokens. Default 12384. */
  readonly maxModelLen?: number
  /** Leaves `max_model_len` out of /v1/models, as servers other than vLLM do; the limit holds all the same. Default false. */
  readonly hidesMaxModelLen?: boolean
  /** Time to the answer; a range is walked through evenly and repeatably. Default 0. */
  readonly latencyMs?: number | readonly [minMs: number, maxMs: number]
  /** Most chunks of text a streamed answer is cut into. Default 12. */
  readonly tokens?: number
  /** Between two chunks, after `latencyMs`. Default 0: all in one write, which costs least. */
  readonly chunkIntervalMs?: number
  /** What the model says. By default it quotes the last user message. */
  readonly reply?: (request: ChatRequest) => string
  /** What becomes of pictures: `refuses` them (default) in vLLM's words, or `overlooks` them, as some servers do. */
  readonly sight?: 'sees' | 'refuses' | 'overlooks'
  /** The model's tokenizer. Default: four UTF-8 bytes a token. */
  readonly countTokens?: (text: string) => number
  /** When set, requests without this bearer token get 401. */
  readonly apiKey?: string
  /** So many requests are kept in the journal. Default 200. */
  readonly journalSize?: number
  readonly clock?: Clock
}

export interface JournalEntry {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly atMs: number
}

/** A running OpenAI-compatible server on 127.0.0.1. */
export interface ModelServer {
  /** Without `/v1`. */
  readonly url: string
  /** The newest requests, oldest first. */
  readonly journal: readonly JournalEntry[]
  /** The well-formed chat requests of the journal, oldest first. */
  chatRequests(): readonly ChatRequest[]
  /** Answers whose client went away before they were complete. */
  abandonedCount(): number
  /** Connections taken so far. */
  connectionCount(): number
  /** The next chat request gets the first fault, the one after it the second, … */
  failNext(...faults: readonly Fault[]): void
  /** Every chat request gets this fault, until null. */
  failAlways(fault: Fault | null): void
  /** The same for requests for embeddings. */
  failNextEmbeddings(...faults: readonly EmbeddingsFault[]): void
  failEmbeddingsAlways(fault: EmbeddingsFault | null): void
  /** Ends all connections and frees the port. */
  stop(): Promise<void>
}

/**
 * A model server over real HTTP, as strict as vLLM where clients trip: content type, unknown model, prompt + max_tokens
 * against max_model_len, in its words. Beside `@copilotkit/aimock` (which the client's tests use as a second opinion on the
 * protocol) because that one knows no max_model_len, no hanging, trickling or politely unfinished stream and no null content,
 * and takes 1.3 ms an answer where this one is part of a benchmark and may take 0.1 ms.
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const clock = options.clock ?? systemClock
  const models = options.models ?? ['test-model']
  const limits = { maxModelLen: options.maxModelLen ?? 12_384, countTokens: options.countTokens ?? countTokensByBytes }
  const chat = createChatEndpoint({ ...options, models, limits, clock })
  const embeddings = createEmbeddingsEndpoint({ ...options, models })
  const journal: JournalEntry[] = []
  let abandoned = 0

  const server = await startLoopbackServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1
    })
    readBody(request, text => {
      route(request, response, parseJson(text)).catch(error => sendError(response, 500, String(error)))
    })
  }, options.port)

  return {
    ...server,
    journal,
    chatRequests: () => journal.flatMap(readChatRequest),
    abandonedCount: () => abandoned,
    failNext: chat.failNext,
    failAlways: chat.failAlways,
    failNextEmbeddings: embeddings.failNext,
    failEmbeddingsAlways: embeddings.failAlways,
  }

  async function route(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
    const [path = '/'] = (request.url ?? '/').split('?')
    journal.push({ method: request.method ?? '', path, body, atMs: clock.now() })
    if (journal.length > (options.journalSize ?? 200)) journal.shift()

    if (options.apiKey !== undefined && request.headers.authorization !== `Bearer ${options.apiKey}`) {
      return sendJson(response, 401, { error: 'Unauthorized' })
    }
    if (request.method === 'POST' && !request.headers['content-type']?.startsWith('application/json')) {
      return sendError(response, 415, "Unsupported Media Type: Only 'application/json' is allowed")
    }
    switch (`${request.method} ${path}`) {
      case 'POST /v1/chat/completions':
        return chat.answer(response, body)
      case 'POST /v1/embeddings':
        return embeddings.answer(response, body)
      case 'GET /v1/models':
        return sendJson(response, 200, { object: 'list', data: models.map(modelCard) })
      case 'GET /health':
        return sendJson(response, 200, {})
      default:
        return sendJson(response, 404, { detail: 'Not Found' })
    }
  }

  function modelCard(id: string): Readonly<Record<string, unknown>> {
    const card = { id, object: 'model', created: 0, owned_by: 'vllm', root: id, parent: null, permission: [] }
    return options.hidesMaxModelLen === true ? card : { ...card, max_model_len: limits.maxModelLen }
  }
}

function readChatRequest(entry: JournalEntry): readonly ChatRequest[] {
  if (entry.path !== '/v1/chat/completions') return []
  const parsed = parseChatRequest(entry.body)
  return parsed.kind === 'request' ? [parsed.request] : []
}
