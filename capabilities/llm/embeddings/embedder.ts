export type EmbeddingOutcome =
  | {
      readonly kind: 'vectors'
      /** With the number of dimensions, as in `bge-m3:1024`: vectors of another length are those of another model, whatever the server calls it. */
      readonly model: string
      /** One a text, in their order; not brought to any length. */
      readonly vectors: readonly Float32Array[]
    }
  /** `code` is stable: `no_such_model`, `http_404`, `breaker_open`, `timeout`, `cancelled`, … */
  | { readonly kind: 'unavailable'; readonly code: string }

/** Turns texts into vectors that lie near each other when the texts mean the same. */
export interface Embedder {
  /** At least one text; none may be empty. Never rejects for what a server can do; a call that is aborted is unavailable. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<EmbeddingOutcome>
}
