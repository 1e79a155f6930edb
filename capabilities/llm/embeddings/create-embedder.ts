import { type Chance, type Clock, type Logger, truncate } from '#shared/utils'
import { failed, isFailed } from '../completion/completion-reader.ts'
import { createCircuitBreaker } from '../exchange/circuit-breaker.ts'
import { createConnection, type ServerSettings } from '../exchange/connection.ts'
import { type Deadline, raceDeadline, startDeadline } from '../exchange/deadline.ts'
import { retryBefore } from '../exchange/retry-before.ts'
import { createModelCatalog } from '../server/model-catalog.ts'
import { createAvailabilityLog } from './availability-log.ts'
import type { Embedder, EmbeddingOutcome } from './embedder.ts'
import { pickEmbeddingModel } from './pick-embedding-model.ts'
import { requestEmbeddings } from './request-embeddings.ts'
import { takeBatch } from './take-batch.ts'

export interface EmbedderSettings extends ServerSettings {
  /** Null: the first model of the server's list whose name says that it makes embeddings. */
  readonly model: string | null
  /** For each request of a batch: all its tries and the pauses between them. */
  readonly totalTimeoutMs: number
  /** Tries after the first. */
  readonly maxRetries: number
  /** Failures in a row after which the server counts as down. Default 5. */
  readonly breakAfterFailures?: number
  /** How long a server that is down is left alone before one request probes it. Default 10 s. */
  readonly halfOpenAfterMs?: number
}

export interface EmbedderDeps {
  readonly clock: Clock
  readonly chance: Chance
  readonly logger: Logger
}

type NamedVectors = Extract<EmbeddingOutcome, { kind: 'vectors' }>

type TryAnswer = NamedVectors | { readonly kind: 'not-offered'; readonly code: string }

// What servers take in one request without complaint; text-embeddings-inference refuses more than 32.
const maxTextsPerRequest = 32
// Some 8,000 tokens: a server without a graphics card reads them within the time limit.
const maxUnitsPerRequest = 24_000
// A server that has no embeddings gets none by itself: somebody changes it and starts it anew.
const quietMs = 10 * 60_000
/** A model that reads less than this is none for passages. */
const shortestText = 200

/**
 * Embeddings of an OpenAI-compatible server (vLLM, llama.cpp, Ollama, OpenAI). Retries what may pass, within a deadline; leaves
 * a server that is down, or has no embeddings, alone for a while; shortens texts that the model cannot read whole.
 */
export function createEmbedder(settings: EmbedderSettings, { clock, chance, logger }: EmbedderDeps): Embedder {
  const connection = createConnection(settings, clock)
  const catalog = createModelCatalog(connection, settings.model, pickEmbeddingModel)
  const breaker = createCircuitBreaker<TryAnswer>(
    {
      breakAfterFailures: settings.breakAfterFailures ?? 5,
      halfOpenAfterMs: settings.halfOpenAfterMs ?? 10_000,
    },
    clock,
  )
  const log = createAvailabilityLog(logger)
  let absence = { code: '', untilMs: Number.NEGATIVE_INFINITY }
  let maxTexts = maxTextsPerRequest
  let maxTextUnits = maxUnitsPerRequest

  return {
    async embed(texts, signal) {
      const outcome = await embedAll(texts, signal)
      log.note(outcome)
      return outcome
    },
  }

  async function embedAll(texts: readonly string[], signal: AbortSignal): Promise<EmbeddingOutcome> {
    const parts: NamedVectors[] = []
    for (let start = 0; start < texts.length; ) {
      const batch = takeBatch(texts, start, { maxTexts, maxUnits: maxUnitsPerRequest })
      const part = await embedBatch(batch, signal)
      if (part.kind !== 'vectors') return { kind: 'unavailable', code: part.code }
      parts.push(part)
      start += batch.length
    }
    const model = parts[0]?.model
    // Half of the texts by one model and half by another cannot be compared: the next call is of one mind again.
    if (model === undefined || parts.some(part => part.model !== model)) {
      return { kind: 'unavailable', code: 'bad_answer' }
    }
    return { kind: 'vectors', model, vectors: parts.flatMap(part => part.vectors) }
  }

  async function embedBatch(texts: readonly string[], signal: AbortSignal) {
    if (clock.elapsed() < absence.untilMs) return failed(absence.code)
    const deadline = startDeadline(clock, settings.totalTimeoutMs, signal)
    const outcome = await retryBefore(deadline, { maxRetries: settings.maxRetries, clock, chance }, async () => {
      const answer = await breaker(() => tryOnce(deadline, texts))
      if (answer.kind !== 'vectors' && answer.code !== 'cancelled') catalog.forget()
      return answer
    })
    deadline.release()
    if (outcome.kind === 'not-offered') absence = { code: outcome.code, untilMs: clock.elapsed() + quietMs }
    // A server that needs longer than the limit for so many would need as long the next time.
    if (isFailed(outcome) && outcome.code === 'timeout') maxTexts = Math.max(1, Math.floor(texts.length / 2))
    return outcome
  }

  async function tryOnce(deadline: Deadline, texts: readonly string[]) {
    const choice = await raceDeadline(deadline, catalog.choose())
    if (choice.kind === 'failed') {
      return choice.code === 'no_such_model'
        ? ({ kind: 'not-offered', code: choice.code } as const)
        : failed(choice.code)
    }
    const { name } = choice.model
    for (;;) {
      const readable = texts.map(text => truncate(text, maxTextUnits))
      const reply = await requestEmbeddings(connection, { model: name, texts: readable, deadline })
      if (reply.kind === 'vectors') return { ...reply, model: `${name}:${reply.vectors[0]?.length ?? 0}` }
      if (reply.kind !== 'too-long') return reply
      const longest = Math.max(...readable.map(text => text.length))
      if (longest <= shortestText) return failed('context_exceeded')
      maxTextUnits = Math.floor(longest / 2)
    }
  }
}
