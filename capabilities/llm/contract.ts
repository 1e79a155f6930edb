import type { TurnId } from '#shared/database'

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  /** Shown with the words, as data URLs. Models that see nothing refuse the request, or overlook them. Absent: none. */
  readonly pictures?: readonly string[]
}

export interface ModelRequest {
  /** The system message first, then the dialogue, oldest first. Trimmed by the client to the server's context. */
  readonly messages: readonly ModelMessage[]
  /** 0..2 */
  readonly temperature: number
  /** Upper bound of the answer, in tokens. */
  readonly maxTokens: number
  /** The answer that rules and templates have prepared: what the scripted model says. Servers never see it. */
  readonly prepared: string
  /** The turn that asks, for the log; servers never see it. Absent: no turn does. */
  readonly turnId?: TurnId
  /**
   * Told whenever an attempt begins to speak: `soFar` reads what it has said until now, without thoughts. It only grows, until the next
   * attempt begins anew. Not told before the client knows how the model marks its thoughts. Must not throw.
   */
  readonly onSpeaking?: (soFar: () => string) => void
}

export interface ModelUsage {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** What came of a request. A model that cannot answer is an expected outcome: the scripted one takes over. */
export type ModelOutcome =
  | {
      readonly kind: 'answered'
      /** Not empty, without `<think>` parts. */
      readonly text: string
      /** The server stopped at `maxTokens`: the last sentence may be unfinished. */
      readonly isTruncated: boolean
      readonly model: string
      /** Null when the server does not say. */
      readonly usage: ModelUsage | null
      readonly firstTokenMs: number
    }
  /** `code` is stable (`timeout`, `http_429`, `breaker_open`, `empty_answer`, …). */
  | { readonly kind: 'unavailable'; readonly code: string }
  /** The caller aborted. */
  | { readonly kind: 'cancelled' }

/** A chat model. One request, one answer; retries, time-outs and the circuit breaker are inside. */
export interface ChatModel {
  /** For logs and the turn's record. */
  readonly name: string
  /** Streams from the server; resolves with the whole answer. Never rejects for what a server can do. */
  answer(request: ModelRequest, signal: AbortSignal): Promise<ModelOutcome>
}
