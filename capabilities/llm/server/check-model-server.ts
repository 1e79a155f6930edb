import type { Clock } from '#shared/utils'
import { streamCompletion } from '../completion/stream-completion.ts'
import { type Connection, createConnection, type ServerSettings } from '../exchange/connection.ts'
import { startDeadline } from '../exchange/deadline.ts'
import { listModels, type ServedModel } from './list-models.ts'

const SPEED_TOKENS = 64

export interface ModelServerCheckSettings extends ServerSettings {
  /** Null: the first model of the server's list. */
  readonly model: string | null
  /** For each of the two questions asked. */
  readonly timeoutMs: number
}

/** What a model server is fit for. Times are in milliseconds. */
export type ModelServerCheck =
  | {
      readonly kind: 'ready'
      readonly model: string
      /** Prompt and answer together; null when the server does not say. */
      readonly contextTokens: number | null
      /** Of an answer of one token. */
      readonly latencyMs: number
      /** While it writes, without the wait for the first word; null when the answer is too short or too fast to tell. */
      readonly tokensPerSecond: number | null
    }
  /** The list of models could not be read: `connection_failed`, `connect_timeout`, `http_401`, … */
  | { readonly kind: 'unreachable'; readonly code: string; readonly latencyMs: number }
  | { readonly kind: 'model-missing'; readonly wanted: string; readonly served: readonly string[] }
  /** It lists models and does not answer. */
  | { readonly kind: 'silent'; readonly model: string; readonly code: string; readonly latencyMs: number }

/** Asks for the list, for one token, and for a short text. Sends no client data. Never rejects for what a server can do. */
export async function checkModelServer(settings: ModelServerCheckSettings, clock: Clock): Promise<ModelServerCheck> {
  const connection = createConnection(settings, clock)
  const startedMs = clock.elapsed()
  const list = await listModels(connection)
  if (list.kind === 'failed') return { kind: 'unreachable', code: list.code, latencyMs: clock.elapsed() - startedMs }
  const model = settings.model === null ? list.models[0] : list.models.find(served => served.name === settings.model)
  if (model === undefined) {
    return { kind: 'model-missing', wanted: settings.model ?? '', served: list.models.map(served => served.name) }
  }
  return probe(connection, model, settings.timeoutMs)
}

async function probe(connection: Connection, model: ServedModel, timeoutMs: number): Promise<ModelServerCheck> {
  const word = await ask(connection, { model, timeoutMs, question: 'Say: yes', maxTokens: 1 })
  // A reasoning model spends its one token on a thought: it is alive all the same.
  if (word.code !== null && word.code !== 'empty_answer') {
    return { kind: 'silent', model: model.name, code: word.code, latencyMs: word.totalMs }
  }
  const text = await ask(connection, { model, timeoutMs, question: 'Count from 1 to 100.', maxTokens: SPEED_TOKENS })
  return {
    kind: 'ready',
    model: model.name,
    contextTokens: model.contextTokens,
    latencyMs: word.totalMs,
    tokensPerSecond: text.tokensPerSecond,
  }
}

interface Question {
  readonly model: ServedModel
  readonly question: string
  readonly maxTokens: number
  readonly timeoutMs: number
}

interface Measured {
  /** Null: answered. */
  readonly code: string | null
  readonly totalMs: number
  readonly tokensPerSecond: number | null
}

async function ask(connection: Connection, { model, question, maxTokens, timeoutMs }: Question): Promise<Measured> {
  const { clock } = connection
  const startedMs = clock.elapsed()
  const deadline = startDeadline(clock, timeoutMs, new AbortController().signal)
  const completion = await streamCompletion(connection, {
    model: model.name,
    messages: [{ role: 'user', content: question }],
    temperature: 0,
    maxTokens,
    firstTokenTimeoutMs: timeoutMs,
    deadline,
  })
  deadline.release()
  const totalMs = clock.elapsed() - startedMs
  if (completion.kind === 'too-long') return { code: 'context_exceeded', totalMs, tokensPerSecond: null }
  if (completion.kind === 'failed') return { code: completion.code, totalMs, tokensPerSecond: null }
  const writtenTokens = (completion.usage?.completionTokens ?? 0) - 1
  const writingMs = totalMs - completion.firstTokenMs
  const isTelling = writtenTokens > 0 && writingMs > 0
  return { code: null, totalMs, tokensPerSecond: isTelling ? (writtenTokens * 1000) / writingMs : null }
}
