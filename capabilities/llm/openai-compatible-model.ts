import type { Chance, Clock } from '#shared/utils'
import { type FailedReply, failed, type TooLongReply } from './completion/completion-reader.ts'
import { type AnsweredCompletion, streamCompletion } from './completion/stream-completion.ts'
import { createContextGauge } from './context/context-gauge.ts'
import type { ChatModel, ModelOutcome, ModelRequest } from './contract.ts'
import { createCircuitBreaker } from './exchange/circuit-breaker.ts'
import { createConnection, type ServerSettings } from './exchange/connection.ts'
import { type Deadline, raceDeadline, startDeadline } from './exchange/deadline.ts'
import { retryBefore } from './exchange/retry-before.ts'
import { createManner } from './manner.ts'
import type { ServedModel } from './server/list-models.ts'
import { createModelCatalog } from './server/model-catalog.ts'

type Answered = Omit<AnsweredCompletion, 'beginsInThought'>

export interface OpenAiCompatibleSettings extends ServerSettings {
  /** Null: the first model of the server's list. */
  readonly model: string | null
  /** Prompt and answer together, where the server does not say (vLLM does). */
  readonly contextTokens: number
  /** From the start of a try to the first word. */
  readonly firstTokenTimeoutMs: number
  /** For everything: all tries and the pauses between them. */
  readonly totalTimeoutMs: number
  /** Tries after the first. */
  readonly maxRetries: number
  /** Failures in a row after which the server counts as down. Default 5. */
  readonly breakAfterFailures?: number
  /** How long a server that is down is left alone before one request probes it. Default 10 s. */
  readonly halfOpenAfterMs?: number
}

export interface OpenAiCompatibleDeps {
  readonly clock: Clock
  /** Spreads retries, so that many turns that failed together do not come back together. */
  readonly chance: Chance
}

/**
 * A model behind an OpenAI-compatible server (vLLM, llama.cpp, Ollama, OpenAI). Retries what may pass, within one deadline;
 * trims the dialogue to the model's context; answers `unavailable` at once while the server is known to be down.
 */
export function createOpenAiCompatibleModel(settings: OpenAiCompatibleSettings, deps: OpenAiCompatibleDeps): ChatModel {
  const { clock, chance } = deps
  const connection = createConnection(settings, clock)
  const catalog = createModelCatalog(connection, settings.model)
  const gauge = createContextGauge(settings.contextTokens)
  const manner = createManner()
  const breaker = createCircuitBreaker<Answered>(
    {
      breakAfterFailures: settings.breakAfterFailures ?? 5,
      halfOpenAfterMs: settings.halfOpenAfterMs ?? 10_000,
    },
    clock,
  )

  return {
    name: settings.model ?? 'openai-compatible',
    async answer(request, signal) {
      const deadline = startDeadline(clock, settings.totalTimeoutMs, signal)
      try {
        return await answerBefore(deadline, request)
      } finally {
        deadline.release()
      }
    },
  }

  async function answerBefore(deadline: Deadline, request: ModelRequest): Promise<ModelOutcome> {
    const outcome = await retryBefore(deadline, { maxRetries: settings.maxRetries, clock, chance }, async () => {
      const completion = await breaker(() => tryOnce(deadline, request))
      if (completion.kind === 'failed' && completion.code !== 'cancelled') catalog.forget()
      return completion
    })
    if (outcome.kind !== 'failed') return outcome
    return outcome.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'unavailable', code: outcome.code }
  }

  async function tryOnce(deadline: Deadline, request: ModelRequest): Promise<Answered | FailedReply> {
    const choice = await raceDeadline(deadline, catalog.choose())
    if (choice.kind === 'failed') return failed(choice.code)
    const first = await ask(deadline, request, choice.model)
    // The refusal has taught the gauge the real size: the second fit is smaller.
    const last = first.kind === 'too-long' ? await ask(deadline, request, choice.model) : first
    return last.kind === 'too-long' ? failed('context_exceeded') : last
  }

  async function ask(
    deadline: Deadline,
    request: ModelRequest,
    model: ServedModel,
  ): Promise<Answered | FailedReply | TooLongReply> {
    const fitted = gauge.fit(request, model.contextTokens)
    const completion = await streamCompletion(connection, {
      model: model.name,
      messages: fitted.messages,
      maxTokens: fitted.maxTokens,
      temperature: request.temperature,
      firstTokenTimeoutMs: settings.firstTokenTimeoutMs,
      deadline,
      onSpeaking: manner.watch(model.name, request.onSpeaking),
    })
    if (completion.kind === 'too-long') gauge.learnOverflow(fitted, completion.overflow)
    if (completion.kind !== 'answered') return completion
    const { beginsInThought, ...answered } = completion
    manner.learn(model.name, beginsInThought)
    if (answered.usage) gauge.learn(fitted, answered.usage.promptTokens)
    return answered
  }
}
